"""What several pages show or do with takes and questions."""
