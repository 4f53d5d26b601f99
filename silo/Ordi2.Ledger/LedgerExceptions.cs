namespace Ordi2.Ledger;

/// <summary>
/// The database did not answer, or not in time. Unless the message says that nothing was written, nobody knows: repeat with the same
/// client event id, and the ledger will say whether it already stands.
/// </summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static LedgerUnavailableException OutcomeUnknown(Exception inner) =>
        new("The database did not answer: whether it wrote is unknown. Repeat with the same id.", inner);
}

/// <summary>The database refuses this very content and will refuse it again: a mistake of the program.</summary>
public sealed class LedgerRefusedException(string message, Exception? inner = null) : Exception(message, inner);
