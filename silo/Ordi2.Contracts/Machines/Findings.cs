namespace Ordi2.Contracts.Machines;

/// <summary>Codes of findings that more than their own rule knows.</summary>
public static class Findings
{
    /// <summary>Whoever sorts is in doubt and asks: the supervisor sees these first (domain.md 3.3, rule 9).</summary>
    public const string TriageDoubtful = "triage-doubtful";

    /// <summary>It came back, and a recall asks for it: it is kept apart until the recall is lifted.</summary>
    public const string Recalled = "recalled";

    /// <summary>Received without a gift: brought from the street, or the gift was not chosen and its balance stays open.</summary>
    public const string NoGift = "no-gift";
}
