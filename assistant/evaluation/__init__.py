"""Evaluation: labelled questions asked of the assistant, measured, and two ways of answering compared."""
