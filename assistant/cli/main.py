"""The command `hoidap`: reads the arguments and turns every error into one Vietnamese sentence.

What a command needs is imported when it runs, so that `hoidap --help` costs nothing.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence

from assistant.cli.arguments import parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 not done, 2 wrongly called."""
    _speak_utf8()
    _stay_local()
    arguments = parser().parse_args(argv)
    try:
        return _run(arguments.run, arguments)
    except BrokenPipeError:  # `hoidap text … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return 130  # what a shell reports for a command ended by Ctrl+C
    except Exception as error:  # the edge of the program: nobody above could say it better
        return _tell(error)


def _run(target: str, arguments: object) -> int:
    module, function = target.split(":")
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    result = getattr(importlib.import_module(module), function)(arguments)
    sys.stdout.flush()
    return int(result or 0)


def _tell(error: Exception) -> int:
    """Print what an error means; its place in the code goes to the debug log only."""
    logging.getLogger(__name__).debug("command failed", exc_info=error)
    from assistant.cli.errors import sentence  # noqa: PLC0415 - only when something failed

    message, code = sentence(error)
    from assistant.cli.terminal import printable  # noqa: PLC0415 - the same

    print(printable(message), file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: a server's is often "C"."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _stay_local() -> None:
    """Tell the libraries to make no request of their own; the user's own setting of these wins."""
    for name, value in {
        "ANONYMIZED_TELEMETRY": "False",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "LANGCHAIN_TRACING_V2": "false",
        "LANGSMITH_TRACING": "false",
        "DO_NOT_TRACK": "1",
        "TOKENIZERS_PARALLELISM": "false",  # else a warning on standard error after each fork
    }.items():
        os.environ.setdefault(name, value)


if __name__ == "__main__":
    sys.exit(main())
