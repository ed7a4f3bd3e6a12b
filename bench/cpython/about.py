"""Says which interpreter this is. Any Python can read it, however old: one that is
too old for the benchmarks should be told so by its version, not by a syntax error."""
import platform
import sys


def gil():
    """Whether there is a GIL now: a build without one can be started with it."""
    return "on" if getattr(sys, "_is_gil_enabled", lambda: True)() else "off"


def name():
    """The value of impl in the names of the benchmarks, and in those of their files:
    cpython3.13; cpython3.13t without a GIL; and cpython3.13t.gil if that build was
    started with it."""
    import sysconfig
    build = ""
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        build = "t" if gil() == "off" else "t.gil"
    kind = getattr(getattr(sys, "implementation", None), "name", "python")
    return "%s%d.%d%s" % (kind, sys.version_info[0], sys.version_info[1], build)


def build():
    """The version and what compiled it."""
    return "%s, %s" % (platform.python_version(), platform.python_compiler())


if __name__ == "__main__":
    sys.stdout.write("name: %s\npython: %s\ngil: %s\nexecutable: %s\n" % (name(), build(), gil(), sys.executable))
