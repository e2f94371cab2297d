from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm


def test_the_hotwords_of_a_question_go_before_a_persons_own_words_and_other_terms_after() -> None:
    own = ExpectedTerm("Zuse", own=True)
    hotword, other = ExpectedTerm("RAG", ("rack",)), ExpectedTerm("BM25", hotword=False)
    request = RecognitionRequest((own,), language="de").expecting((other, hotword))
    assert request == RecognitionRequest((hotword, own, other), language="de")
