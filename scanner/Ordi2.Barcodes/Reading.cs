namespace Ordi2.Barcodes;

/// <summary>What a scanner, a camera or a person gave us, understood.</summary>
public abstract record Reading
{
    private protected Reading()
    {
    }
}

/// <summary>The 7 symbols of one of our labels, without saying what it is stuck on.</summary>
/// <param name="Code">The code.</param>
/// <param name="Repaired">More than case and spaces had to be put right.</param>
/// <param name="KeyboardLayoutWrong">The scanner and the computer do not agree on the keyboard: show the set-up sheet.</param>
public sealed record OurLabel(LabelCode Code, bool Repaired, bool KeyboardLayoutWrong) : Reading;

/// <summary>Our address, as our QR codes hold it.</summary>
/// <param name="Kind">What the label is stuck on.</param>
/// <param name="Code">The code.</param>
/// <param name="Repaired">More than case and spaces had to be put right.</param>
/// <param name="KeyboardLayoutWrong">The scanner and the computer do not agree on the keyboard: show the set-up sheet.</param>
public sealed record OurAddress(LabelKind Kind, LabelCode Code, bool Repaired, bool KeyboardLayoutWrong) : Reading;

/// <summary>Not ours: a maker's serial, a donor's asset tag. Upper case, single spaces.</summary>
/// <param name="Text">The text to look for among the numbers that others gave to machines.</param>
/// <param name="KeyboardLayoutWrong">The digits came as symbols and were put back; the letters A Q Z W M as well.</param>
public sealed record SomethingElse(string Text, bool KeyboardLayoutWrong) : Reading;

/// <summary>Nothing to act on. We never guess.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Text">
/// What came, upper case, for the screen. With <see cref="UnreadableReason.WrongCheckSymbol"/> it may also be a maker's serial that happens to
/// have 7 of our symbols: it may be looked for among known serials, exactly, and never as a label.
/// </param>
public sealed record Unreadable(UnreadableReason Reason, string Text) : Reading
{
    /// <summary>A stable name for programs, for example <c>wrong-check-symbol</c>.</summary>
    public string Code => Reason switch
    {
        UnreadableReason.Empty => "empty",
        UnreadableReason.TooLong => "too-long",
        UnreadableReason.WrongCheckSymbol => "wrong-check-symbol",
        UnreadableReason.NotACode => "not-a-code",
        UnreadableReason.SeveralLabels => "several-labels",
        UnreadableReason.ForeignAddress => "foreign-address",
        UnreadableReason.ForeignAsset => "foreign-asset",
        UnreadableReason.Ambiguous => "ambiguous",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What to do next, in French and in English.</summary>
    public (string French, string English) Next => Reason switch
    {
        UnreadableReason.Empty => ("Rien n'a été lu. Scannez de nouveau.", "Nothing was read. Scan again."),
        UnreadableReason.TooLong => ("Trop long pour une étiquette. Scannez une seule étiquette.", "Too long for a label. Scan one label."),
        UnreadableReason.WrongCheckSymbol => (
            "Mal lu. Scannez de nouveau, ou tapez les 7 symboles.", "Misread. Scan again, or type the 7 symbols."),
        UnreadableReason.NotACode => (
            "Ce n'est pas un code. Scannez notre étiquette ou le numéro de série.", "This is no code. Scan our label or the maker's serial."),
        UnreadableReason.SeveralLabels => ("Deux étiquettes à la suite. Scannez une seule étiquette.", "Two labels in a row. Scan one label."),
        UnreadableReason.ForeignAddress => (
            "Cette adresse n'est pas une étiquette. Scannez notre étiquette.", "This address is not a label. Scan our label."),
        UnreadableReason.ForeignAsset => (
            "Ce numéro GS1 est d'une autre maison. Scannez notre étiquette.", "This GS1 number is another company's. Scan our label."),
        UnreadableReason.Ambiguous => (
            "Deux lectures possibles. Réglez le lecteur avec la fiche, puis scannez.", "Two readings are possible. Set the scanner up with the sheet, then scan."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Why nothing can be done with what was read.</summary>
public enum UnreadableReason
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>Longer than anything that we or a maker print.</summary>
    TooLong,

    /// <summary>7 of our symbols, but the last does not fit the others.</summary>
    WrongCheckSymbol,

    /// <summary>Neither ours nor a number of a maker.</summary>
    NotACode,

    /// <summary>Two or more of our labels in one line.</summary>
    SeveralLabels,

    /// <summary>An address on the web that is not one of ours.</summary>
    ForeignAddress,

    /// <summary>A digital link of GS1 to what another company owns.</summary>
    ForeignAsset,

    /// <summary>Two keyboards would make two different codes of it, both right.</summary>
    Ambiguous,
}

/// <summary>What a label is stuck on, as the path of its address says.</summary>
public enum LabelKind
{
    /// <summary><c>/M/</c>.</summary>
    Machine,

    /// <summary><c>/C/</c>.</summary>
    Carton,

    /// <summary><c>/P/</c>: pallet, cage.</summary>
    Pallet,
}
