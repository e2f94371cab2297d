"""Recovery of interrupted takes and repair of damaged databases."""
