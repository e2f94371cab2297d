"""The transcripts in the screenshots, with matching sound."""

import random
from typing import NamedTuple

import numpy as np

from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

_WORDS_A_SECOND = 2.3
_DOUBTS = 0.05


class Answer(NamedTuple):
    """A question and what someone said to it."""

    section: str
    question: str
    answer: str


ANSWERS = (
    Answer(
        section="Training and Fine-tuning",
        question=("What is the purpose of using a pre-training and fine-tuning approach for LLMs?"),
        answer=(
            "So the idea is that you separate learning the language from learning the task. In "
            "pre-training the model reads a huge amount of raw text and learns to predict the "
            "next token, which needs no labels at all. What comes out is a general "
            "representation of grammar, facts and some reasoning. Then in fine-tuning you take "
            "those weights and adapt them with a much smaller labeled set, so you need far "
            "fewer examples and far less compute than training from scratch. It also means that "
            "one expensive base model can serve many tasks. The risk is catastrophic "
            "forgetting, where the model loses what it knew, and that is why people use a small "
            "learning rate or train only adapters like LoRA."
        ),
    ),
    Answer(
        section="Evaluation Metrics",
        question="What is perplexity, and what does a lower value mean?",
        answer=(
            "Perplexity is the exponentiated average negative log-likelihood of a held-out "
            "sequence. You can read it as the number of tokens the model is choosing between at "
            "each step, so lower means it is less surprised by the text. It only compares "
            "fairly between models that share a tokenizer, and it says nothing about whether an "
            "answer is true or useful."
        ),
    ),
    Answer(
        section="Attention Mechanisms",
        question="How does self-attention differ from cross-attention?",
        answer=(
            "In self-attention the queries, keys and values all come from the same sequence, so "
            "every token looks at every other token of that sequence. In cross-attention the "
            "queries come from the decoder and the keys and values from the encoder."
        ),
    ),
    Answer(
        section="Deployment and Inference",
        question=(
            "Explain how quantization reduces the memory footprint of a large language model, "
            "which trade-offs between accuracy, latency and hardware support you would weigh "
            "before you put an int8 or int4 model into production, and how you would check the "
            "result."
        ),
        answer=(
            "Quantization stores the weights with fewer bits, for example eight instead of "
            "sixteen, so the model takes half the memory and less bandwidth."
        ),
    ),
    Answer(
        section="Training and Fine-tuning",
        question="What is knowledge distillation?",
        answer=(
            "A small student model is trained to match the output distribution of a large teacher."
        ),
    ),
    Answer(
        section="Ethics and Safety",
        question="How would you find and reduce bias in a language model?",
        answer=(
            "I would start from who could be harmed and measure there, with counterfactual pairs."
        ),
    ),
)


def transcript_of(text: str, model: str = "base", seed: int = 7) -> Transcript:
    """Return a transcript of ``text`` with times and some uncertain words."""
    chance = random.Random(seed)  # noqa: S311 (pictures, not secrets)
    at = 0.4
    segments = []
    for sentence in text.replace(". ", ".\n").split("\n"):
        words = []
        for word in sentence.split():
            length = (0.12 + 0.055 * len(word)) * (2.6 / _WORDS_A_SECOND)
            sure = 0.42 if chance.random() < _DOUBTS else 0.9
            words.append(TranscriptWord(f" {word}", at, at + length, sure))
            at += length + 0.05
        segments.append(TranscriptSegment(sentence, words[0].start, words[-1].end, tuple(words)))
        at += chance.choice((0.5, 0.7, 0.9, 2.4))
    return Transcript(tuple(segments), at, model)


def sound_of(transcript: Transcript) -> Sound:
    """Return noise that rises and falls as the words do."""
    noise = np.random.default_rng(5)
    samples = noise.normal(0.0, 0.002, int(transcript.duration * SPEECH_RATE))
    for word in transcript.words:
        first, last = int(word.start * SPEECH_RATE), int(word.end * SPEECH_RATE)
        shape = np.hanning(last - first) * noise.uniform(0.15, 0.5)
        samples[first:last] += shape * noise.normal(0.0, 0.5, last - first)
    return Sound(np.clip(samples, -1, 1).astype(np.float32), SPEECH_RATE)
