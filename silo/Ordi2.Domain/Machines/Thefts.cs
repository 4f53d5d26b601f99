using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Machines;

/// <summary>A theft and the number of its complaint (plainte): transition 33, and the clock of domain.md 4.4 and 12.1.</summary>
internal static class Thefts
{
    /// <summary>The number is still to come.</summary>
    private const string Due = "police-number-due";

    /// <summary>Its time is over.</summary>
    private const string Overdue = "police-number-overdue";

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<TellComplaint>
        {
            Number = "33+",
            From = StatusSet.Of(MachineStatus.Stolen),
            To = [],
            Roles = Stations.Holders,
            Guards = [Incidents.HolderRelayOrPole, NumberIsGiven, NoComplaintIsKnown, ToldComplaintIsNotOfTomorrow],
            Then = about => Tell(about, about.Command.PoliceNumber, about.Command.FiledAt, about.Machine.Theft!.HappenedAt, about.Machine.Theft.ComplaintBefore),
        },
        new Transition<MarkComplaintOverdue>
        {
            Number = "33+",
            From = StatusSet.Of(MachineStatus.Stolen),
            To = [],
            Roles = RoleSet.Of(Role.System),
            Guards = [NoComplaintIsKnown, ItsTimeIsOver],
            Then = about => [new ComplaintOverdue(about.Machine.Theft!.ComplaintBefore), about.Finding(Overdue)],
        },
    ];

    /// <summary>
    /// What is known of a theft. An old fact has no dates: it was noticed when it was scanned, and the time for its complaint was that
    /// of the rules as shipped; a number that was told with it is that of its complaint.
    /// </summary>
    public static ReportedTheft Of(WasStolen stolen, Provenance from)
    {
        var happened = stolen.HappenedAt ?? from.OccurredAt;
        return new(
            happened,
            stolen.ComplaintBefore ?? happened.AddHours(PoleRules.Default.ComplaintHours),
            string.IsNullOrWhiteSpace(stolen.PoliceNumber) ? null : stolen.PoliceNumber);
    }

    public static IEnumerable<MachineEvent> Report(Case<ReportTheft> about)
    {
        var number = string.IsNullOrWhiteSpace(about.Command.PoliceNumber) ? null : about.Command.PoliceNumber;
        var filed = about.Command.ComplaintAt ?? about.Now;
        var happened = about.Command.HappenedAt ?? (number is null ? about.Scan.OccurredAt : filed);
        var before = happened.AddHours(about.Circumstances.Rules.ComplaintHours);

        yield return new WasStolen(about.Command.PoliceNumber) { HappenedAt = happened, ComplaintBefore = before, RulesVersion = about.Circumstances.Rules.Cited() };
        yield return new HoldPlaced(Hold.Theft, about.Command.PoliceNumber ?? "-");

        // Whoever is the controller has 72 hours to tell the CNIL (RGPD art. 33).
        if (!about.Machine.IsSafeToLeave)
        {
            yield return new HoldPlaced(Hold.DataIncident, "stolen with data");
        }

        if (number is null)
        {
            yield return about.Finding(Due);
            yield break;
        }

        foreach (var told in Tell(about, number, filed, happened, before))
        {
            yield return told;
        }
    }

    public static Refusal? ComplaintIsNotOfTomorrow(Case<ReportTheft> about) =>
        about.Command.ComplaintAt > about.Now ? Refusal.Invalid("not-in-the-future", "complaintAt")
        : about.Command.HappenedAt > about.Now ? Refusal.Invalid("not-in-the-future", "happenedAt")
        : null;

    /// <summary>Late is better than never, and is not hidden.</summary>
    private static IEnumerable<MachineEvent> Tell(Case about, string number, DateTimeOffset? filedAt, DateTimeOffset happened, DateTimeOffset before)
    {
        var filed = filedAt ?? about.Now;
        var late = filed > before || about.Now > before;
        yield return new ComplaintTold(number, filed, happened, late);

        foreach (var waited in about.Machine.Findings.Where(code => code is Due or Overdue))
        {
            yield return new FindingSettled(waited, number);
        }

        if (late)
        {
            yield return about.Finding("complaint-late", number);
        }
    }

    private static Refusal? NumberIsGiven(Case<TellComplaint> about) =>
        string.IsNullOrWhiteSpace(about.Command.PoliceNumber) ? Refusal.Invalid("number-missing", "policeNumber", "64") : null;

    private static Refusal? NoComplaintIsKnown(Case about) => about.Machine.Theft!.Complaint is { } known
        ? Refusal.Conflict("complaint-already-declared", known)
        : null;

    private static Refusal? ToldComplaintIsNotOfTomorrow(Case<TellComplaint> about) =>
        about.Command.FiledAt > about.Now ? Refusal.Invalid("not-in-the-future", "filedAt") : null;

    private static Refusal? ItsTimeIsOver(Case about) =>
        about.Now >= about.Machine.Theft!.ComplaintBefore ? null : Refusal.Conflict("complaint-not-overdue", about.Id.Text);
}
