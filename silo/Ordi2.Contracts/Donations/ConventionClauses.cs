using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Donations;

/// <summary>When ownership passes (domain.md 2.7): risk passes at the pickup in any case.</summary>
[Alias("ordi2.ownership-moment")]
public enum OwnershipMoment
{
    /// <summary>When the reception note is signed after counting: recommended.</summary>
    ReceptionNote = 0,

    /// <summary>When the goods are picked up.</summary>
    Pickup,
}

/// <summary>What a gift convention says besides what is given (domain.md 8.2, convention de don).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.convention-clauses")]
public sealed record ConventionClauses
{
    /// <summary>What a convention says when nobody said otherwise.</summary>
    public static readonly ConventionClauses Usual = new();

    /// <summary>Who erases: the receiver unless the donor does it before the goods leave.</summary>
    [Id(0)]
    public DonationParty ErasedBy { get; init; } = DonationParty.Receiver;

    /// <summary>How, up to 500 characters: « NIST SP 800-88, un certificat par support ».</summary>
    [Id(1)]
    public string? EraseMethod { get; init; }

    /// <summary>Within how many days of the reception, 1 to 365.</summary>
    [Id(2)]
    public int EraseWithinDays { get; init; } = 60;

    /// <summary>Version of the data-processing clause (art. 28 RGPD): the donor is controller, the workshop processor.</summary>
    [Id(3)]
    public string DataClause { get; init; } = "1";

    /// <summary>When ownership passes.</summary>
    [Id(4)]
    public OwnershipMoment Moment { get; init; }

    /// <summary>Where the goods wait, up to 500 characters.</summary>
    [Id(5)]
    public string? PlaceOfDeposit { get; init; }

    /// <summary>By when they have to be fetched.</summary>
    [Id(6)]
    public DateOnly? FetchBefore { get; init; }

    /// <summary>The taker commits itself to re-use and to prove it, before collection (décret 2023-266); a public gift always.</summary>
    [Id(7)]
    public bool ReuseCommitment { get; init; }
}

/// <summary>What a donor says that its gift is worth: its own figure, under its own responsibility (art. 238 bis CGI).</summary>
/// <param name="Cents">In euro cents, 0 to 10,000,000,000.</param>
/// <param name="On">The day on which it said so.</param>
/// <param name="Document">Number of the paper on which it stands, where the pole recorded it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.stated-value")]
public sealed record StatedValue(
    [property: Id(0)] long Cents,
    [property: Id(1)] DateOnly On,
    [property: Id(2)] string? Document = null);

/// <summary>One line of the discrepancy sheet (état des écarts): announced, picked up, received.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Announced">By the donor.</param>
/// <param name="PickedUp">By the carrier; left out where it was not counted, which is not 0.</param>
/// <param name="Received">By the workshop, one by one, those that were refused afterwards among them.</param>
/// <param name="Refused">Of those received: refused or handed back.</param>
/// <param name="AcceptedOffList">The donor accepted that they came though nobody had announced them, or not so many.</param>
/// <param name="RefusedOffList">The donor does not give what came beyond its list: that goes back.</param>
[GenerateSerializer, Immutable, Alias("ordi2.sheet-line")]
public sealed record SheetLine(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int Announced,
    [property: Id(2)] int? PickedUp,
    [property: Id(3)] int Received,
    [property: Id(4)] int Refused = 0,
    [property: Id(5)] bool AcceptedOffList = false,
    [property: Id(6)] bool RefusedOffList = false)
{
    /// <summary>More came than was announced and than was turned away again: « hors liste ».</summary>
    public bool IsOffList => Received - Refused > Announced;

    /// <summary>How many went missing between the donor's door and the dock; negative where more arrived than was counted.</summary>
    public int LostOnTheWay => PickedUp is { } picked ? picked - Received : 0;
}
