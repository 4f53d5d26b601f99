using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Donations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Rounds;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Donations.DonationEvent>;
using DeviceType = Ordi2.Contracts.Machines.DeviceType;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Donations;

/// <summary>What was announced, what came, and who says so: the count, what was not on the list, and the reconciliation.</summary>
internal static class Settlement
{
    private const int MostTypes = 20;

    public static Decision<DonationEvent> Reconcile(
        Donation donation,
        DonationTerms known,
        ReconcileDonation command,
        Caller caller,
        DateTimeOffset now)
    {
        if (!donation.Signed)
        {
            return No(Refusal.Conflict("convention-not-signed", known.Id.Text));
        }

        var reason = (command.How, caller.Role) switch
        {
            (Reconciliation.DonorSilent, Role.System) when DonationDeadlines.SilentAt(donation) is { } silent =>
                now >= silent ? null : Refusal.Conflict("donor-may-still-object", known.Id.Text, FrenchCalendar.Iso(silent)),
            (Reconciliation.DonorSilent, Role.System) => Refusal.Conflict("already-contested", known.Id.Text),
            (Reconciliation.DonorSilent, _) => Refusal.Forbidden("silence-is-counted-by-the-system", known.Id.Text),
            (Reconciliation.SignedByDonor, Role.Donor) => Demand.Number(command.Document, "document"),
            (Reconciliation.SignedByDonor, Role.Coordinator) when command.OnPaper => Demand.Number(command.Document, "document"),
            (Reconciliation.SignedByDonor, _) => Refusal.Forbidden("signs-for-another", DonationParty.Donor.Code()),
            _ => throw new UnreachableException(),
        };

        return WriteUnless(reason, new DonationReconciled(command.How, command.OnPaper, command.Document));
    }

    /// <summary>What the donor signed stays as it was signed: only what came off its list is still open.</summary>
    public static Refusal? SettledAlready(DonationTerms known, DonationCounted counted) => known.Status is not (DonationStatus.Reconciled or DonationStatus.Closed)
        ? null
        : known.Sheet.Where(line => !line.IsOffList || line.AcceptedOffList)
            .Where(line => counted.Sheet.FirstOrDefault(now => now.Type == line.Type) is var now && (now is null || (!now.IsOffList && now != line)))
            .Select(line => (Refusal?)Refusal.Conflict("sheet-signed", known.Id.Text, line.Type.Code()))
            .FirstOrDefault();

    /// <summary>
    /// What the donor said of a kind stays said when it is counted again, of as many as it was said of: more of them is another
    /// question.
    /// </summary>
    public static DonationCounted Counted(DonationTerms known, Facts facts) => new(
    [
        .. DiscrepancySheet.Of(known.Announced, facts.PickedUp, facts.Arrived)
            .Select(line => line.IsOffList && known.Sheet.FirstOrDefault(before => before.Type == line.Type) is { } before && line.Received - line.Refused <= before.Received - before.Refused
                ? line with { AcceptedOffList = before.AcceptedOffList, RefusedOffList = before.RefusedOffList }
                : line),
    ])
    {
        SilenceDays = facts.Rules.DonorSilenceDays,
        RulesVersion = facts.Rules.Cited(),
    };

    /// <summary>The donor answers for what is its own; the pole may record what it wrote.</summary>
    public static Refusal? SaidByTheDonor(Caller caller, string? onPaper) => caller.Role is Role.Donor
        ? null
        : onPaper is null ? Refusal.Forbidden("signs-for-another", DonationParty.Donor.Code()) : Demand.Number(onPaper, "onPaper");

    public static Refusal? SaidOfOffList(DonationTerms known, ImmutableArray<DeviceType> said, string? onPaper, Caller caller)
    {
        var types = said.IsDefault ? [] : said;

        return SaidByTheDonor(caller, onPaper)
            ?? Demand.Between(types.Length, 1, MostTypes, "types")
            ?? types.Where(type => !known.Sheet.Any(line => line.Type == type && line.IsOffList))
                .Select(type => (Refusal?)Refusal.Conflict("not-off-list", type.Code(), known.Id.Text))
                .FirstOrDefault();
    }

    /// <summary>The donor objects once and waits for the answer before it objects again; when its days are over the clock settles the sheet, and nothing is contested any more.</summary>
    public static Refusal? MayContest(DonationTerms known, ContestSheet command, Caller caller)
    {
        var given = command.Given.IsDefault ? [] : command.Given;

        return SaidByTheDonor(caller, command.OnPaper)
            ?? Demand.Words(command.Words, "words")
            ?? Demand.Between(given.Length, 0, MostTypes, "given")
            ?? Trips.Counted(given, "given")
            ?? (known.OpenContest is not null ? Refusal.Conflict("already-contested", known.Id.Text) : null);
    }

    /// <summary>What was given is not taken back.</summary>
    public static Refusal? NotGivenYet(DonationTerms known, ImmutableArray<DeviceType> types) =>
        known.Sheet.FirstOrDefault(line => line.AcceptedOffList && types.Contains(line.Type)) is { } given
            ? Refusal.Conflict("off-list-given", given.Type.Code(), known.Id.Text)
            : null;
}
