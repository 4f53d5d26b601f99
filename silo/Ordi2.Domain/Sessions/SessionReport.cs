using System.Collections.Immutable;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Domain.Sessions;

/// <summary>The sums of the sessions that took place: figures of a report equal the sum of its sessions (domain.md 9.5).</summary>
public sealed record SessionReport
{
    /// <summary>Sessions that took place.</summary>
    public int Sessions { get; init; }

    /// <summary>How long they were together, in minutes.</summary>
    public int Minutes { get; init; }

    /// <summary>The same in hours.</summary>
    public decimal Hours => Minutes / 60m;

    /// <summary>Who came, all sessions together.</summary>
    public SessionCounts Counts { get; init; } = new(0, 0, 0, 0, 0, 0, new AgeCounts(0, 0, 0, 0, 0));

    /// <summary>Share of the participants who live in a QPV, in per cent with one decimal; nothing where nobody came.</summary>
    public decimal? QpvPercent => Counts.Participants == 0 ? null : decimal.Round(100m * Counts.Qpv / Counts.Participants, 1, MidpointRounding.AwayFromZero);

    public static SessionReport Of(IEnumerable<SessionTerms> sessions) => sessions.Aggregate(new SessionReport(), (sum, session) => sum.With(session));

    /// <summary>The same for each of what the sessions have in common: dossier, EPN.</summary>
    public static ImmutableSortedDictionary<string, SessionReport> By(IEnumerable<SessionTerms> sessions, Func<SessionTerms, string> key) => sessions
        .GroupBy(key, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(group => group.Key, group => Of(group), StringComparer.Ordinal);

    /// <summary>What others added up, together.</summary>
    public static SessionReport Of(IEnumerable<(int Sessions, int Minutes, SessionCounts Counts)> sums) => sums.Aggregate(
        new SessionReport(),
        (all, sum) => all with { Sessions = all.Sessions + sum.Sessions, Minutes = all.Minutes + sum.Minutes, Counts = Sum(all.Counts, sum.Counts) });

    private SessionReport With(SessionTerms session) => session is { Status: SessionStatus.Held or SessionStatus.Validated, Counts: { } counts }
        ? this with { Sessions = Sessions + 1, Minutes = Minutes + session.Minutes, Counts = Sum(Counts, counts) }
        : this;

    private static SessionCounts Sum(SessionCounts one, SessionCounts other) => new(
        one.Participants + other.Participants,
        one.New + other.New,
        one.Qpv + other.Qpv,
        one.Women + other.Women,
        one.Men + other.Men,
        one.Unknown + other.Unknown,
        new(
            one.Ages.Under18 + other.Ages.Under18,
            one.Ages.From18To25 + other.Ages.From18To25,
            one.Ages.From26To59 + other.Ages.From26To59,
            one.Ages.From60 + other.Ages.From60,
            one.Ages.Unknown + other.Ages.Unknown));
}
