namespace Ordi2.Contracts.Configurations;

/// <summary>
/// How long what is kept about people and deeds is kept (domain.md 2.9 and 2.11). A document names the year until which it is to be
/// kept, by the rules that held when it was made; the ledger itself forgets no step, and holds no names.
/// </summary>
[GenerateSerializer, Immutable, Alias("ordi2.retention-rules")]
public sealed record RetentionRules
{
    /// <summary>Conventions, charters, deeds and the records of hand-over that belong to them: years, 6 to 30 (6 to 10 is practice, likely).</summary>
    [Id(0)]
    public int ConventionYears { get; init; } = 10;

    /// <summary>Tax receipts and their yearly declaration: years, 6 to 30 (6 to 10 is practice, likely).</summary>
    [Id(1)]
    public int ReceiptYears { get; init; } = 10;

    /// <summary>Waste register, slips and certificates of treatment: years, 3 to 30 (arrêté of 31 May 2021: at least 3).</summary>
    [Id(2)]
    public int WasteYears { get; init; } = 5;

    /// <summary>Certificates of erasure and records of destruction: years, 5 to 30 (our choice: at least 5).</summary>
    [Id(3)]
    public int ErasureYears { get; init; } = 5;

    /// <summary>Months in which a supervisor can read which person of the workshop did a step, 1 to 24; from then on the step stays and the person does not.</summary>
    [Id(4)]
    public int OperatorMonths { get; init; } = 24;

    /// <summary>Months after which what somebody typed beside a step (a reason, a note, what happened) is erased, 12 to 360; the step stays, and says when (our choice).</summary>
    [Id(5)]
    public int TextMonths { get; init; } = 60;

    /// <summary>Months after the end of a person's last task for any organisation until name, address and all that they signed in with are erased, 1 to 120 (our choice).</summary>
    [Id(6)]
    public int NameMonths { get; init; } = 36;
}
