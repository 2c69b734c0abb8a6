"""What is asked: a question and its history in, a repaired question that stands alone out.

Guarantees: repair changes no syllable that official texts use; what a question names (documents, places,
agencies, periods) is read, never guessed; what it wants is a distribution learned from labelled questions.
"""
