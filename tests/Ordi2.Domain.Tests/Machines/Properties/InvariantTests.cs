using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines.Properties;

/// <summary>The twelve invariants of domain.md 4.5, as far as one machine can break them: no random life does.</summary>
public sealed class InvariantTests
{
    [Fact]
    public void I1_nothing_with_data_is_ready_packed_on_its_way_out_or_placed() => Walk.Take(write =>
    {
        var leaves = write.After.Status is MachineStatus.Ready or MachineStatus.Reserved or MachineStatus.Packed or MachineStatus.Placed
            || (write.After.Status == MachineStatus.InTransit && !write.After.ComingBack);

        Assert.True(!leaves || write.After.IsSafeToLeave, $"{write.After.Status} with {write.After.Sanitisation} after {Facts(write)}");
    });

    [Fact]
    public void I1_no_medium_is_called_clean_by_a_report_that_proves_nothing() => Walk.Take(write =>
    {
        var results = write.Facts.SelectMany(one => one.Event switch
        {
            MediaWiped wiped => wiped.Results,
            WipeDidFail failed => failed.Results,
            _ => [],
        });

        Assert.All(results.Where(result => result.State is MediumState.Cleared or MediumState.Purged), result =>
            Assert.True(result.Report is { Succeeded: true, Verified: true, Errors: 0 }, $"{result}"));
    });

    [Fact]
    public void I2_the_epn_never_ends_as_the_user() => Walk.Take(write =>
    {
        foreach (var placed in write.Facts.Select(one => one.Event).OfType<PlacedWithPartner>().Where(placed => !placed.Derogation))
        {
            var epn = write.World.Organisations.Single(one => one.Id == placed.Epn);
            var partner = write.World.Organisations.Single(one => one.Id == placed.Partner);
            // Said here once more and not asked of the product.
            Assert.NotEqual(epn.Id, partner.Id);
            Assert.False(epn.Siren is { Length: > 0 } siren && siren == partner.Siren, $"{placed}: one SIREN.");
            Assert.False(epn.Rna is { Length: > 0 } rna && rna == partner.Rna, $"{placed}: one RNA number.");
            Assert.False(epn.Parent == partner.Id || partner.Parent == epn.Id || (epn.Parent is { } third && third == partner.Parent), $"{placed}: one is a part of the other, or both of a third.");
            Assert.Equal(write.Before.Allocation!.Partner, placed.Partner);
        }
    });

    [Fact]
    public void I3_one_allocation_one_delivery_one_loan_and_one_batch_at_most() => Walk.Take(write =>
    {
        foreach (var fact in write.Facts)
        {
            _ = fact.Event switch
            {
                MachineAllocated => Free(write.Before.Allocation, write),
                MachinePacked => Free(write.Before.Delivery, write),
                PlacedWithPartner => Free(write.Before.Loan, write),
                Scrapped => Free(write.Before.Batch, write),
                _ => true,
            };
        }
    });

    [Fact]
    public void I4_custody_is_a_chain_without_gap() => Walk.Take(write =>
    {
        var holder = write.Before.Custody?.Holder;

        foreach (var fact in write.Facts)
        {
            switch (fact.Event)
            {
                case CustodyPassed passed:
                    Assert.Equal(holder, passed.From);
                    holder = passed.To;
                    break;

                case CustodyEnded ended:
                    Assert.Equal(holder, ended.From);
                    holder = null;
                    break;

                default:
                    break;
            }
        }

        var somewhere = write.After.Status != MachineStatus.None && !write.After.IsTerminal;
        Assert.True(somewhere == write.After.Custody is not null, $"{write.After.Status} is held by {write.After.Custody} after {Facts(write)}");
    });

    [Fact]
    public void I5_ownership_passes_with_a_document() => Walk.Take(write =>
    {
        Assert.All(write.Facts.Select(one => one.Event).OfType<OwnershipPassed>(), passed =>
        {
            // A deed, with both signatures under it, or a paper of its gift: the note, the convention, or the one with which it goes back to its giver.
            var deed = write.World.Deed is { } known && known.Id.Text == passed.Document ? known : null;
            Assert.True(
                deed is not null
                    ? deed.Id == passed.Deed && ((OrganisationId?[])[passed.From ?? write.World.Donation?.Donor, passed.To]).All(side => deed.Signatures.Any(one => one.Organisation == side))
                    : write.World.Donation is { } gift && (passed.To == gift.Donor ? passed.From == gift.Receiver : passed.Document == gift.ReceptionNote || passed.Document == gift.Convention),
                $"{passed}");
        });
        Assert.True(
            write.After.Ownership == write.Before.Ownership || write.Facts.Any(one => one.Event is OwnershipPassed),
            $"The owner changed by {Facts(write)}");
    });

    [Fact]
    public void I6_restrictions_are_only_tightened() => Walk.Take(write =>
        Assert.True(RestrictionRules.IsAtLeastAsTight(write.After.Restrictions, write.Before.Restrictions), $"{write.Before.Restrictions} became {write.After.Restrictions}"));

    [Fact]
    public void I7_a_waste_becomes_a_product_only_by_being_rescued() => Walk.Take(write => Assert.True(
        write.Before.LegalNature == LegalNature.Product || write.After.LegalNature == LegalNature.Waste || write.Facts.Any(one => one.Event is RescuedFromWaste),
        $"A waste became a product by {Facts(write)}"));

    [Fact]
    public void I8_what_a_document_was_made_of_is_never_changed_only_added_to()
    {
        var kept = new List<string>();

        Walk.Take(
            write =>
            {
                // One life after the other: a new one starts at 1.
                kept.RemoveRange((int)write.Facts[0].Seq - 1, kept.Count - ((int)write.Facts[0].Seq - 1));
                kept.AddRange(write.Facts.Select(Stored));
                Assert.Equal(kept.Count, write.After.Version);
            },
            life => Assert.Equal(life.History.Select(Stored), kept.Take(life.History.Count)));
    }

    [Fact]
    public void I9_a_scan_counts_once_and_its_answer_stays()
    {
        Walk.Take(_ => { }, life =>
        {
            var before = life.History.Count;

            foreach (var (scan, caller, receipt) in life.Scans.ToArray())
            {
                var again = life.Take(scan, caller, new World(), World.Start.AddYears(1));
                Assert.Equal(Outcome.Duplicate, again.Outcome);
                Assert.Equal(receipt.Outcome, again.FirstOutcome);
                Assert.Equal((receipt.Status, receipt.Version), (again.Status, again.Version));
                Assert.Equal(receipt.Reason?.Code ?? receipt.Finding?.Code, again.Reason?.Code ?? again.Finding?.Code);
            }

            Assert.Equal(before, life.History.Count);
        });
    }

    [Fact]
    public void I9_the_history_makes_the_same_machine_and_the_same_answers_again() => Walk.Take(_ => { }, life =>
    {
        Assert.Equal(Loop.Said(life.Machine), Loop.Said(Machine.Fold(life.History)));

        // The ids of devices and scans name an answer once; what was refused stands beside the history.
        var answers = AnswerBook.Of(life.History);
        Assert.All(life.Scans.Where(one => one.Receipt.Outcome != Outcome.Refused), one =>
        {
            var (live, again) = (life.Answers.Find(one.Caller.Device.Text, one.Scan.ScanId)!.Value, answers.Find(one.Caller.Device.Text, one.Scan.ScanId)!.Value);
            Assert.Equal((live.Step, live.Outcome, live.Status, live.Version, live.Remark?.Code), (again.Step, again.Outcome, again.Status, again.Version, again.Remark?.Code));
        });
    });

    [Fact]
    public void I9_nothing_is_lost_each_scan_is_written_held_or_refused_with_a_reason() => Walk.Take(_ => { }, life =>
    {
        var written = life.History.Where(one => one.From.CommandId is not null).Select(one => one.From.CommandId!.Value).ToHashSet();
        var settled = life.History.Select(one => one.Event).OfType<HeldScanSettled>().Select(one => one.ScanId).ToHashSet();
        var waiting = life.Machine.Held.Select(held => held.ScanId).ToHashSet();

        Assert.All(life.Scans, one => Assert.Equal(one.Receipt.Outcome != Outcome.Refused, written.Contains(one.Scan.ScanId)));
        Assert.All(life.Scans.Where(one => one.Receipt.Outcome == Outcome.Refused), one => Assert.NotNull(one.Receipt.Reason));
        Assert.All(
            life.History.Select(one => one.Event).OfType<ScanHeld>(),
            held => Assert.True(waiting.Contains(held.ScanId) != settled.Contains(held.ScanId), $"{held.ScanId} neither waits nor is settled, or both."));
    });

    [Fact]
    public void I9_held_scans_are_carried_out_in_the_order_in_which_they_were_made() => Walk.Take(write =>
        Assert.Equal(
            write.After.Held.OrderBy(held => held.From.OccurredAt).ThenBy(held => held.From.RecordedAt).Select(held => held.ScanId),
            HeldScans.InOrder(write.After).Select(held => held.ScanId)));

    [Fact]
    public void I9_no_held_scan_goes_behind_a_newer_step() => Walk.Take(write => Assert.True(
        write.Facts[0].Event is not HeldScanSettled { CarriedOut: true }
        || write.Before.Status == write.After.Status
        || write.Facts[0].From.OccurredAt + MachineDecision.ClockSkew >= write.Before.StatusSince,
        $"{Facts(write)} of {write.Facts[0].From.OccurredAt:o} after {write.Before.Status} of {write.Before.StatusSince:o}"));

    [Fact]
    public void I9_a_correction_makes_the_machine_what_it_was_before_the_step()
    {
        var before = new Dictionary<long, string>();
        var corrected = 0;

        Walk.Take(
            write =>
            {
                before[write.Facts[0].Seq] = Dimensions(write.Before);

                if (write.Facts[0].Event is EventCorrected correction)
                {
                    corrected++;
                    Assert.Equal(before[correction.Seq], Dimensions(write.After));
                }
            },
            begin: before.Clear);

        Assert.True(corrected > 100, $"Only {corrected} corrections were walked.");
    }

    [Fact]
    public void I10_who_installed_did_not_control_or_it_is_flagged() => Walk.Take(write =>
    {
        foreach (var fact in write.Facts.Where(one => one.Event is QcPassed))
        {
            var passed = (QcPassed)fact.Event;
            var second = fact.From.Person != write.Before.Installer;
            Assert.Equal(second, passed.SecondPerson);
            var operators = write.World.Organisations.First(one => one.Id == fact.From.Organisation).Operators;
            Assert.True(second || operators is 1 or 2, $"{fact.From.Person} installed and controlled among {operators}.");
            Assert.True(second || write.Facts.Any(one => one.Event is FindingRaised { Code: "qc-without-second-person" }));
        }
    });

    [Fact]
    public void I11_every_serial_on_a_certificate_was_seen_by_an_audit_of_that_machine()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        Walk.Take(write =>
        {
            if (write.Facts[0].Seq == 1)
            {
                seen.Clear();
            }

            foreach (var fact in write.Facts)
            {
                if (fact.Event is AuditRecorded audited)
                {
                    seen.UnionWith(audited.Audit.Media.Select(medium => medium.Serial));
                }
                else if (fact.Event is MediaWiped wiped)
                {
                    Assert.All(wiped.Results, result => Assert.Contains(result.Serial, seen));
                }
            }
        });
    }

    [Fact]
    public void I12_the_balance_always_closes()
    {
        var (statuses, came) = (new List<MachineStatus>(), 0);

        // What came is told by the history, and not by where the machine stands today.
        Walk.Take(_ => { }, life =>
        {
            statuses.Add(life.Machine.Status);
            came += Came(life.History) ? 1 : 0;
            Assert.True(Came(life.History) == life.Machine.Status is not (MachineStatus.None or MachineStatus.Declared), $"{life.Machine.Status} after {string.Join(", ", life.History.Select(one => one.Event))}");
        });

        var balance = Balance.Of(statuses);
        Assert.True(came > 100, $"Only {came} machines came.");
        Assert.Equal(came, balance.Ready + balance.InProcess + balance.Placed + balance.Recycled + balance.Refused + balance.Missing);
        Assert.Equal(came, balance.Received);
        Assert.True(balance.Closes);
        Assert.Equal(new Balance(1, 25, 1, 18, 1, 1, 2, 2), Balance.Of(Enum.GetValues<MachineStatus>()));
    }

    /// <summary>
    /// Picked up or received; what a correction undid did not happen. What is gone before anybody fetched it is told among the missing of its gift, and the sum of
    /// domain.md 4.5 closes only where it counts among those that came too.
    /// </summary>
    private static bool Came(IReadOnlyList<Recorded<MachineEvent>> history)
    {
        var undone = history.Select(one => one.Event).OfType<EventCorrected>().Select(one => one.Seq).ToHashSet();
        return history.Any(one => !undone.Contains(one.Seq) && one.Event is DevicePickedUp or DeviceReceived or WentMissing or WasStolen);
    }

    [Fact]
    public void I12_a_sum_that_lost_a_machine_or_counts_one_twice_does_not_close()
    {
        var whole = Balance.Of(Enum.GetValues<MachineStatus>());
        Balance[] wrong =
        [
            whole with { Ready = whole.Ready - 1 }, whole with { InProcess = whole.InProcess - 1 }, whole with { Placed = whole.Placed + 1 },
            whole with { Recycled = whole.Recycled + 1 }, whole with { Refused = whole.Refused - 1 }, whole with { Missing = whole.Missing + 1 },
        ];
        Assert.All(wrong, balance => Assert.False(balance.Closes, $"{balance}"));
        Assert.True(whole.Beside([(25, 25), (3, 3)]).Closes);

        // One gift has a machine too many, another lost one: the sums are the same, and the balance does not close.
        var swapped = whole.Beside([(24, 25), (4, 3)]);
        Assert.Equal((28, 1, false), (swapped.Counted, swapped.Differs, swapped.Closes));
    }

    [Fact]
    public void Every_status_is_reached_only_as_the_table_says() => Walk.Take(write =>
    {
        if (write.Before.Status == write.After.Status || write.Facts[0].Event is EventCorrected)
        {
            return;
        }

        var first = write.Facts[0].Event is HeldScanSettled ? write.Facts[1].Event : write.Facts[0].Event;
        var step = StepNames.Of(first);
        Assert.True(
            TransitionTable.Rows.Any(row => (row.Step == step || StepNames.MayTell(row.Step, step!)) && row.From.Has(write.Before.Status) && row.To.Contains(write.After.Status)),
            $"No row of {step} leads from {write.Before.Status} to {write.After.Status}.");
    });

    private static bool Free(object? open, Written write)
    {
        Assert.True(open is null, $"{Facts(write)} while {open} is open");
        return true;
    }

    private static string Dimensions(Machine one) => System.Text.Json.JsonSerializer.Serialize(
        new { one.Status, one.StatusSince, one.Custody, one.Ownership, one.Media, one.LegalNature, Holds = one.Holds.Bits, one.Restrictions, one.Route, one.Grade, one.Allocation, one.Delivery, one.Loan, one.Batch, one.Parts, one.Installer, one.Donation },
        WireJson.Options);

    private static string Facts(Written write) => string.Join(", ", write.Facts.Select(one => one.Event.GetType().Name));

    private static string Stored(Recorded<MachineEvent> one) =>
        $"{one.Seq} {EventCatalog<MachineEvent>.NameOf(one.Event)} {System.Text.Encoding.UTF8.GetString(EventCatalog<MachineEvent>.Write(one.Event))}";
}
