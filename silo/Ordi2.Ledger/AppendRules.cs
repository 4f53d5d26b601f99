namespace Ordi2.Ledger;

/// <summary>What every ledger asks of an append, whichever database is below: mistakes of the program, not of operators.</summary>
public static class AppendRules
{
    /// <exception cref="ArgumentException">The append breaks a rule; the message says which.</exception>
    /// <exception cref="DuplicateClientEventException">Two of its events have the same client event id.</exception>
    public static void Check(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        if (append.Events.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"An append to '{append.Stream}' has no event.", nameof(append));
        }

        if (append.Expected.Seq < 0 || append.Expected.Hash.Length != (append.Expected.Seq == 0 ? 0 : EventHash.Length))
        {
            throw new ArgumentException(
                $"The expected end of '{append.Stream}' is not one: a number with the hash of that event, or StreamEnd.Empty.", nameof(append));
        }

        Text(append.Stream, nameof(append.Stream));
        Text(append.Actor, nameof(append.Actor));
        Text(append.Organisation, nameof(append.Organisation));
        Text(append.Device, nameof(append.Device));
        if (append.Stream.Length == 0)
        {
            throw new ArgumentException("An append has no stream.", nameof(append));
        }

        for (var i = 0; i < append.Events.Length; i++)
        {
            Text(append.Events[i].Type, nameof(NewEvent.Type));
            for (var j = 0; j < i; j++)
            {
                if (append.Events[i].ClientEventId is { } id && append.Events[j].ClientEventId == id)
                {
                    throw new DuplicateClientEventException(append.Device, id, append.Stream);
                }
            }
        }
    }

    // PostgreSQL keeps no zero character in a text; better said here, to one caller, than there, to a group.
    private static void Text(string value, string name)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{name} contains a zero character.", name);
        }
    }
}
