"""Evaluation: labelled questions asked of the assistant, measured, and two ways of answering compared.

In: folders of labels and a way of answering; out: scores with intervals over documents. Guarantees: what is fitted
is fitted on other documents than it is measured on.
"""

from assistant.evaluation.labels import LabelsError
from assistant.evaluation.run import Fit, Set, evaluate, evaluate_folds, trained_part

__all__ = ["Fit", "LabelsError", "Set", "evaluate", "evaluate_folds", "report", "trained_part"]
