"""A question in, evidence with probabilities out.

`scope` narrows the documents by what the question names; `gather` asks the index once, for one document
as for a thousand; `rank` reads question and evidence together and says how probably each answers.
"""
