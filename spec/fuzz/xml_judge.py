"""Judge XML documents apart from the module.

    xml_judge.py FILE [ORACLE]

FILE holds documents, each behind a line with its size and whether to read it,
1 or 0.  Of each, one line: {} for one that is well-formed, as expat has it,
else {"line": number}; of one to read, also what oracle.py makes of it:
"records", "contacts" and "meta".
"""
import importlib.util, json, os, sys, tempfile
from xml.parsers import expat


def documents(path):
    with open(path, 'rb') as file:
        while line := file.readline():
            size, wanted = map(int, line.split())
            yield file.read(size), wanted


def fault(text):
    """The line where a text is not well-formed, or None."""
    parser = expat.ParserCreate(namespace_separator=' ')
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        return error.lineno
    except (LookupError, ValueError):   # an encoding that Python lacks
        return parser.ErrorLineNumber


def reading(oracle, text):
    """What oracle.py makes of a text."""
    with tempfile.NamedTemporaryFile(suffix='.xml', delete=False) as file:
        file.write(text)
    try:
        return {'records': [oracle.record(cells) for cells in oracle.rows(file.name)],
                'contacts': list(oracle.contacts(file.name)), 'meta': oracle.meta(file.name)}
    finally:
        os.unlink(file.name)


def load(path):
    spec = importlib.util.spec_from_file_location('oracle', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.is_xml = lambda path: True   # it looks at the first 64 bytes
    return module


def main(path, oracle=None):
    oracle = oracle and load(oracle)
    for text, wanted in documents(path):
        line = fault(text)
        judged = {} if line is None else {'line': line}
        if oracle and wanted and line is None:
            judged.update(reading(oracle, text))
        print(json.dumps(judged))


if __name__ == '__main__':
    sys.dont_write_bytecode = True
    main(*sys.argv[1:])
