"""What can go wrong with the workshop store, each as one sentence with its mend."""

from __future__ import annotations

from bestpractices.errors import BestPracticesError


class WorkshopError(BestPracticesError):
    """Base of all that a user can cause, or has to mend, in the store of the sessions."""


class RefusedEventError(WorkshopError, ValueError):
    """An event was not taken; nothing of its batch was written.

    Parameters
    ----------
    message
        What is wrong and the mend.
    index
        Which event of the batch, counted from 0.
    """

    def __init__(self, message: str, *, index: int = 0) -> None:
        self.index = index
        super().__init__(message)


class UnknownKindError(RefusedEventError):
    """No event is of this kind."""


class NoSessionError(WorkshopError, KeyError):
    """The store has no session of this name."""

    def __str__(self) -> str:
        return str(self.args[0])


class SessionExistsError(WorkshopError):
    """There is already a session of this name; nothing was written."""


class ConflictError(WorkshopError):
    """Somebody else has written since the state that was looked at; nothing was written.

    Parameters
    ----------
    message
        What is new and the mend.
    seq
        Where the session stands now.
    """

    def __init__(self, message: str, *, seq: int) -> None:
        self.seq = seq
        super().__init__(message)


class SessionFileError(WorkshopError, ValueError):
    """A file holds no whole session that this version can read; nothing was taken in."""


class UnknownPersonError(WorkshopError):
    """Nobody of this name is in the store."""


class StoreError(WorkshopError):
    """The place where sessions are kept does not work; what was acknowledged is still there."""


class NoStoreError(StoreError):
    """There is no store at this address yet."""


class ReadOnlyStoreError(StoreError):
    """The store was opened for reading, or its place cannot be written."""


class OlderStoreError(StoreError):
    """The store is of an older version and was opened for reading only."""


class NewerStoreError(StoreError):
    """The store was written by a newer version of this program."""


class TransientStoreError(StoreError):
    """The store may work again in a moment: locked by others, or its server restarts."""
