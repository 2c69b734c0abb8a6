"""Names of bodies, former and present: text in, mentions with span and canonical id out.

Guarantees: a mention's span is the name as written; two spellings of one body have one id, and two bodies never.
"""

from corpus.agencies.read import AgencyMention, agency_id, expand, find_agencies, full_name, same_agency

__all__ = ["AgencyMention", "agency_id", "expand", "find_agencies", "full_name", "same_agency"]
