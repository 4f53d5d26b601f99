namespace Ordi2.Contracts.Photos;

/// <summary>
/// Why a photo of a machine was taken away. One of a list and no words of somebody's own: it stands in the audit log, which is never
/// changed, and whoever writes why a photo shows a person easily writes who. Source: our own rule, after the GDPR (articles 5 and 17).
/// </summary>
[Alias("ordi2.photo-withdrawal-reason")]
public enum PhotoWithdrawalReason
{
    /// <summary>It shows a person, or something written about a person: it goes from every machine that it was kept for, also where it is a proof.</summary>
    PersonalData = 0,

    /// <summary>It shows another machine, or none.</summary>
    NotThisMachine,

    /// <summary>It shows nothing of use: blurred, dark, the same once more.</summary>
    ShowsNothing,
}
