"""The page of a take: transcript, player, and feedback."""
