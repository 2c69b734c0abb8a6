"""Who leads, supports and monitors what by when: typed, quoted facts."""
