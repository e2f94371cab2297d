"""The LocalAgreement-2 baseline on 4.3 minutes, whose figures ours are to be seen beside."""

import numpy as np
from benchmarks.recognition import local_agreement
from benchmarks.recognition.bench import Bench
from benchmarks.recognition.corpus import joined
from benchmarks.recognition.figures import Figure, Outcome
from benchmarks.recognition.hearing import errors
from rig.wer import words

SECONDS = 258.0


def measure(bench: Bench) -> Outcome:
    """Play 4.3 minutes of answers to it at their own pace."""
    spoken = joined(bench.voices, SECONDS if bench.few is None else 30.0 * bench.few)
    heard = local_agreement.run(bench.plain, spoken.samples)
    wrong = 100 * errors(spoken.text, heard.text) / len(words(spoken.text))
    over = f"{spoken.duration:.0f} s"
    return Outcome(
        f"LocalAgreement-2 streaming of {bench.model}, for comparison",
        (
            Figure("stop to final", heard.stop_to_final, "s", over),
            Figure("caption lag, median", float(np.median(heard.caption_lags)), "s", over),
            Figure(
                "caption lag, 95th percentile", float(np.percentile(heard.caption_lags, 95)), "s"
            ),
            Figure("processor time", heard.cpu, "s", over),
            Figure("word error rate", wrong, "%", over),
        ),
        ("Chunks of 1 s, VAD, beam 5, the buffer cut at a segment's end once it has 15 s.",),
    )
