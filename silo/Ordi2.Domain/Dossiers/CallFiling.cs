using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;

namespace Ordi2.Domain.Dossiers;

/// <summary>What a call for projects says to a dossier that answers it.</summary>
public static class CallFiling
{
    /// <summary>Why it cannot be filed now, or nothing. The server's clock counts; what cannot be filed stays a draft.</summary>
    internal static Refusal? Stops(DossierTerms dossier, CallTerms? call, DateTimeOffset now)
    {
        if (dossier.Call is not { } id)
        {
            return null;
        }

        return call is null
            ? Refusal.NotFound("call-unknown", id.Text)
            : Moment(dossier, call, now)
                ?? (string.IsNullOrWhiteSpace(dossier.ExitPlan) ? Refusal.Conflict("exit-plan-missing", dossier.Id.Text) : null)
                ?? Asked(dossier, call)
                ?? (call.Plan.Themes.IsEmpty || (dossier.Plan.Theme is { } theme && call.Plan.Themes.Contains(theme, StringComparer.Ordinal))
                    ? null
                    : Refusal.Conflict("theme-not-in-the-call", call.Id.Text, string.Join(" · ", call.Plan.Themes)));
    }

    /// <summary>Whether the call is at the point where its dossiers are judged: a dated one once it is closed, a continuous one from its opening on.</summary>
    internal static Refusal? StopsJudging(CallTerms? call, bool decides) => call switch
    {
        null => null,
        { Status: CallStatus.InReview or CallStatus.Decided or CallStatus.Running } => null,
        { Status: CallStatus.Closed } when !decides => null,
        { Mode: CallMode.Continuous, Status: CallStatus.Open or CallStatus.Closed } => null,
        _ => Refusal.Conflict("call-not-in-review", call.Id.Text, call.Status.Code()),
    };

    /// <summary>A dossier as its call knows it; nothing before it was filed, and nothing outside of a call.</summary>
    public static Application? Application(DossierTerms dossier) => dossier is { Call: not null, FiledAt: { } filedAt }
        ? new(
            dossier.Id,
            dossier.Epn,
            dossier.Partner,
            dossier.Status,
            Quantities(dossier, line => line.Requested),
            dossier.Status switch
            {
                DossierStatus.Accepted or DossierStatus.InProgress => Quantities(dossier, line => line.Accepted),

                // What was promised and never allocated is free again.
                DossierStatus.Completed or DossierStatus.Abandoned or DossierStatus.Evaluated => Quantities(dossier, line => line.Allocated),
                _ => [],
            },
            filedAt,
            dossier.Points,
            dossier.Version)
        : null;

    /// <summary>Most changes of a dossier mean nothing to its call.</summary>
    internal static bool SaysTheSame(DossierTerms? before, DossierTerms after) => (before is null ? null : Application(before), Application(after)) switch
    {
        (null, null) => true,
        ({ } a, { } b) => SaysTheSame(a, b),
        _ => false,
    };

    /// <summary>Whether both say the same of a dossier, of whichever version.</summary>
    internal static bool SaysTheSame(Application a, Application b) => a.Asked.SequenceEqual(b.Asked)
        && a.Accepted.SequenceEqual(b.Accepted)
        && a == b with { Asked = a.Asked, Accepted = a.Accepted, Version = a.Version };

    /// <summary>What a decision to accept takes out of the pledge, each kind once.</summary>
    public static ImmutableArray<Pledge> Quantities(DossierTerms dossier, Func<NeedLine, int> of) =>
        [.. dossier.Needs.GroupBy(line => line.Type).Select(lines => new Pledge(lines.Key, lines.Sum(of))).Where(one => one.Quantity > 0).OrderBy(one => one.Type)];

    private static Refusal? Moment(DossierTerms dossier, CallTerms call, DateTimeOffset now)
    {
        if (dossier.FiledAt is not null && call.Status is CallStatus.Open or CallStatus.Closed or CallStatus.InReview)
        {
            // Filed in time and sent back as incomplete: it may be completed while the jury has not decided.
            return null;
        }

        return call switch
        {
            { Status: CallStatus.Published } => Refusal.Conflict("call-not-open", call.Id.Text),
            { Status: CallStatus.Open, Plan.ClosesAt: var end } when !(end <= now) => null,
            _ => Refusal.Conflict("call-closed", call.Id.Text, call.Plan.ClosesAt is { } closed ? Refusal.Moment(closed) : "-"),
        };
    }

    private static Refusal? Asked(DossierTerms dossier, CallTerms call)
    {
        var asked = dossier.Needs.Sum(line => line.Requested);

        if (asked > call.Plan.PerDossierMax)
        {
            return Refusal.Conflict("more-than-the-call-allows", call.Id.Text, Number(asked), Number(call.Plan.PerDossierMax));
        }

        return dossier.Needs.FirstOrDefault(line => call.Plan.Pledges.All(pledge => pledge.Type != line.Type)) is { } foreign
            ? Refusal.Conflict("type-not-in-the-call", call.Id.Text, foreign.Type.Code())
            : null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
