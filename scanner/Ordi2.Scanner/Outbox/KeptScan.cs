using System.Collections.Immutable;

namespace Ordi2.Scanner.Outbox;

/// <summary>In whose name a scan is sent, and where to. It never changes: what somebody scanned stays theirs, whoever works at the station when it is sent.</summary>
/// <param name="Server">Address of the server.</param>
/// <param name="Device">The device.</param>
/// <param name="Person">The operator, opaque.</param>
internal sealed record Origin(string Server, string Device, string Person);

/// <summary>One scan to keep.</summary>
/// <param name="Id">Made once; sent as often as needed, it counts once.</param>
/// <param name="Code">What the scanner read.</param>
/// <param name="Step">The step.</param>
/// <param name="OccurredAt">When, by the clock of this device.</param>
/// <param name="Data">The fields of the step, as JSON.</param>
/// <param name="Evidence">The report that it was made from, by its SHA-256: no report is taken twice.</param>
internal sealed record NewScan(Guid Id, string Code, string Step, DateTimeOffset OccurredAt, string? Data = null, string? Evidence = null);

/// <summary>What the server answered to one scan.</summary>
internal sealed record Receipt(
    Guid ScanId,
    string Outcome,
    string? Status = null,
    long Version = 0,
    string? FirstOutcome = null,
    string? Machine = null,
    Sentence? Finding = null,
    Sentence? Reason = null,
    IReadOnlyList<string>? Documents = null,
    bool KeyboardLayoutWrong = false)
{
    /// <summary>What became of it: a repetition means what the first answer meant.</summary>
    public string State => Outcome is "duplicate" ? FirstOutcome ?? States.Accepted : Outcome;

    /// <summary>Whether this is no answer yet: the machine could not be asked, and the scan is to be sent again.</summary>
    public bool IsPassing => Reason is { Code: "try-again" };
}

/// <summary>Why, with its stable code, in the words of a person, and what to do next.</summary>
internal sealed record Sentence(string Code, string Message, string Next)
{
    public override string ToString() => $"{Message} {Next}".Trim();
}

/// <summary>A scan of the outbox.</summary>
internal sealed record KeptScan(long Number, Origin Origin, NewScan Scan, string State)
{
    /// <summary>The answer, once there is one.</summary>
    public Receipt? Answer { get; init; }

    /// <summary>How often it was sent without an answer.</summary>
    public int Attempts { get; init; }

    /// <summary>It is not sent before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>What may become of a scan: the outcomes of the server, and those that only the outbox knows.</summary>
internal static class States
{
    public const string Waiting = "waiting";
    public const string Accepted = "accepted";
    public const string Finding = "accepted-with-finding";
    public const string Held = "held";
    public const string Refused = "refused";

    /// <summary>The server cannot read it; it never came to a machine.</summary>
    public const string Unsendable = "unsendable";

    /// <summary>It was refused, and somebody sent it again as another scan.</summary>
    public const string Retried = "retried";

    /// <summary>Whoever scanned it took it back before it was sent: it never is.</summary>
    public const string Undone = "undone";

    public static readonly ImmutableArray<string> All = [Waiting, Accepted, Finding, Held, Refused, Unsendable, Retried, Undone];

    /// <summary>Whether a person has to look at it.</summary>
    public static bool WantsAPerson(string state) => state is Held or Refused or Unsendable;
}
