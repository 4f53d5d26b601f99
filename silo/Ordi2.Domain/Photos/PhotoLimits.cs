namespace Ordi2.Domain.Photos;

/// <summary>
/// How many new photos of one machine are taken in within a rolling period, which ends now: what is older counts no more, so that
/// whoever sends many closes the way for some days and never for ever. What was taken away does not count either. Source: our own rule.
/// </summary>
public static class PhotoLimits
{
    /// <summary>Length of the period in days of 24 hours, counted back from the moment at which a photo comes.</summary>
    public const int PeriodDays = 30;

    /// <summary>Photos of one machine in a period from people whom nobody knows, all of them together.</summary>
    public const int MostOfThePublic = 5;

    /// <summary>Photos of one machine in a period from one organisation: those of the others do not count.</summary>
    public const int MostOfAnOrganisation = 20;

    /// <summary>The moment after which photos count that come now.</summary>
    public static DateTimeOffset Since(DateTimeOffset now) => now.AddDays(-PeriodDays);
}
