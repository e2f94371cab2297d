"""Regenerates the JSON Schemas of bank files from the model that reads them."""

import json

from mock_interviewer.questions.schema import schemas


def main() -> None:
    """Write each schema where it is published."""
    for path, schema in schemas().items():
        path.write_text(f"{json.dumps(schema, indent=2)}\n", encoding="utf-8")
        print(f"{path.name} is written.")


if __name__ == "__main__":
    main()
