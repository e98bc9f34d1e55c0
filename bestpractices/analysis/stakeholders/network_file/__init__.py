"""Networks from files: GraphML, GEXF, Pajek and lists of ties; flaws with place and mend."""

from bestpractices.analysis.stakeholders.network_file.reading import (
    NetworkFile,
    UnknownNetworkFileError,
    beside,
    network_in,
)

__all__ = ["NetworkFile", "UnknownNetworkFileError", "beside", "network_in"]
