"""A workbook of a hospital's files, a sheet a file."""

import csv
import io
import tomllib

import openpyxl


def pairs(document, before=""):
    """The rows of a sheet `hospital`."""
    for key, value in document.items():
        if isinstance(value, dict):
            yield from pairs(value, f"{before}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, one in enumerate(value, 1):
                yield from pairs(one, f"{before}{key}.{number}.")
        else:
            yield f"{before}{key}", ", ".join(value) if isinstance(value, list) else value


def book(path, texts):
    """A workbook of a folder's texts, a sheet a file."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, text in texts.items():
        sheet = made.create_sheet(name.rpartition(".")[0])
        if name == "hospital.toml":
            rows = [("key", "value"), *pairs(tomllib.loads(text))]
        else:
            rows = csv.reader(io.StringIO(text, newline=""))
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.value, cell.data_type = value, "s"
    made.save(path)
    return path
