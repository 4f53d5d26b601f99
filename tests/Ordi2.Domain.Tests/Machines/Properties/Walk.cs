using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Aggregates;

namespace Ordi2.Domain.Tests.Machines.Properties;

/// <summary>
/// Random lives: whatever is scanned, in whatever order, by whomever, however late and however often. Half of the scans
/// fit the machine, so that a life gets somewhere; the others are anything.
/// </summary>
internal static class Walk
{
    private const int Longest = 100;
    private static readonly Type[] Steps = [.. Samples.Commands.Keys.OrderBy(type => type.Name, StringComparer.Ordinal)];
    private static readonly Role[] Roles = Enum.GetValues<Role>();
    private static readonly World Usual = new();

    /// <summary>Walks many lives and looks at each write.</summary>
    /// <param name="look">Asserts what must hold of a write.</param>
    /// <param name="end">Asserts what must hold of a whole life.</param>
    /// <param name="begin">Called before a life.</param>
    /// <param name="ask">Told of each scan before it is decided.</param>
    public static void Take(Action<Written> look, Action<Loop>? end = null, Action? begin = null, Action<Scan, Caller, World, DateTimeOffset>? ask = null)
    {
        var written = 0;
        var seen = new HashSet<MachineStatus>();
        var lives = Gen.Choose(0, int.MaxValue).ListOf().Resize(Longest);

        Prop.ForAll(Arb.From(lives, Shorter), seeds =>
        {
            begin?.Invoke();
            var loop = new Loop
            {
                OnScan = ask ?? ((_, _, _, _) => { }),
                OnWrite = write =>
                {
                    written++;
                    seen.Add(write.After.Status);
                    look(write);
                },
            };

            try
            {
                Live(loop, seeds);
                end?.Invoke(loop);
            }
            catch (Xunit.Sdk.XunitException exception)
            {
                throw new Xunit.Sdk.XunitException($"{exception.Message}\nThe life: {string.Join(", ", loop.History.Select(one => $"{one.Seq} {one.Event}"))}", exception);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(Longest));

        Assert.True(written > 3_000, $"Only {written} steps were written: the walks no longer go anywhere.");
        Assert.True(seen.Count > 22, $"Only {seen.Count} statuses were reached: the walks no longer go far.");
    }

    /// <summary>The same life without some of its scans: a shorter story is easier to read.</summary>
    private static IEnumerable<List<int>> Shorter(List<int> seeds)
    {
        for (var size = seeds.Count / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= seeds.Count; at += size)
            {
                yield return [.. seeds[..at], .. seeds[(at + size)..]];
            }
        }
    }

    private static void Live(Loop loop, IEnumerable<int> seeds)
    {
        var now = World.Start;
        var number = 0;

        foreach (var seed in seeds)
        {
            var chance = new Chance(seed);
            now += TimeSpan.FromSeconds(chance.Of(2, 30, 3_600, 86_400, 86_400 * 4));

            if (loop.Scans.Count > 0 && chance.Once(12))
            {
                // Sent again after a lost answer; now and then the id is used for something else.
                var (again, sender, _) = loop.Scans[chance.Below(loop.Scans.Count)];
                loop.Take(chance.Once(4) ? again with { Command = Any(chance, loop.Machine) } : again, sender, Usual, now);
                continue;
            }

            var (command, caller) = chance.Once(6) ? (Any(chance, loop.Machine), Anybody(chance)) : Fitting(chance, loop.Machine);
            var late = chance.Once(5) ? TimeSpan.FromMinutes(chance.Of(1, 10, 600, 6_000)) : TimeSpan.Zero;
            var site = chance.Once(4) ? chance.Of(World.Site, new SiteId("elsewhere")) : (SiteId?)null;
            loop.Take(new Scan(new Guid(++number, 0, 0, new byte[8]), now - late, site, command), caller, WorldOf(chance, loop.Machine), now);
        }
    }

    /// <summary>A step that the status allows, by somebody who may.</summary>
    private static (MachineCommand Command, Caller Caller) Fitting(Chance chance, Machine machine)
    {
        if (chance.Once(15) && machine is { LastStep: { } last, Custody.Holder: var holder })
        {
            return (new CorrectEvent(last.Seq, "did-not-occur"), Who.Supervisor.At(holder));
        }

        if (chance.Once(2) && Onward(chance, machine) is { } next)
        {
            return next;
        }

        // Not the steps that fit everywhere, most of the time: they lead nowhere.
        var fitting = TransitionTable.Rows.Where(row => row.From.Has(machine.Status)).ToArray();
        var forward = fitting.Where(row => row.From.Each().Count() < 12 && row.Step is not ("retry-wipe" or "correct-event")).ToArray();
        var row = forward.Length > 0 && !chance.Once(6) ? chance.Of(forward) : chance.Of(fitting);
        var roles = row.Roles.Each().ToArray();
        var usual = Who.Usual(chance.Of(roles));
        var caller = row.Custody switch
        {
            CustodyRule.Holder when machine.Custody is { } custody && usual.Role != Role.System => usual.At(custody.Holder),
            CustodyRule.Consignee when machine.Consignee is { } consignee => usual.At(consignee),
            _ => usual,
        };
        return (Shape(row.Command, chance, machine), chance.Once(4) ? caller with { Person = new PersonId("second") } : caller);
    }

    /// <summary>The next step of a good day, whoever holds the machine by now.</summary>
    private static (MachineCommand Command, Caller Caller)? Onward(Chance chance, Machine machine)
    {
        var here = machine.Custody?.Holder ?? World.Workshop;
        MachineCommand wiped = new WipeSucceeded { Reports = [.. machine.Media.Where(one => one.State == MediumState.Running).Select(one => Given.Proof(new(one.Serial, one.Kind, one.SizeBytes)))] };

        return machine.Status switch
        {
            MachineStatus.None or MachineStatus.Declared or MachineStatus.Collected => (new ReceiveDevice(World.Gift, DeviceType.Laptop), Who.Operator),
            MachineStatus.Received => (new Triage(Route.Reuse), Who.Operator.At(here)),
            MachineStatus.Triaged => (Given.Audit, Who.Operator.At(here)),
            MachineStatus.Audited when machine.IsSafeToLeave => (new InstallOs(OsPlan.None), Who.Operator.At(here)),
            MachineStatus.Audited => (new StartWipe(WipeMethod.DeviceSanitize), Who.Operator.At(here)),
            MachineStatus.Wiping => (wiped, Who.Operator.At(here)),
            MachineStatus.Wiped => (new InstallOs(OsPlan.Linux), Who.Operator.At(here)),
            MachineStatus.Installed => (Given.Checked(), chance.Once(3) ? Who.Operator.At(here) : Who.Supervisor.At(here)),
            MachineStatus.Ready => (new Allocate(World.Project), Who.Coordinator),
            MachineStatus.Reserved => (Samples.Commands[typeof(Pack)], Who.Storekeeper.At(here)),
            MachineStatus.Packed => (new Dispatch(World.Shipment), Who.Driver),
            MachineStatus.InTransit when machine.Consignee is { } consignee => (new ReceiveAtEpn(), Who.Animator.At(consignee)),
            MachineStatus.InTransit => (new ReceiveReturn(BoxOpened: false), Who.Storekeeper),
            MachineStatus.AtEpn => (new PlaceWithPartner(World.Convention, "rita"), Who.Animator.At(here)),
            MachineStatus.Placed => (new RequestReturn(ReturnKind.EndOfLoan), Who.Coordinator),
            MachineStatus.Returning => (new ReceiveReturn(), Who.Storekeeper),
            MachineStatus.ToRecycle => (new ConfirmRecycling(), Who.Storekeeper),
            MachineStatus.Missing or MachineStatus.Stolen => (new Recover(), Who.Storekeeper),
            _ => null,
        };
    }

    private static MachineCommand Any(Chance chance, Machine machine) => Shape(chance.Of(Steps), chance, machine);

    private static Caller Anybody(Chance chance) =>
        Who.Usual(chance.Of(Roles)).At(chance.Of([.. Usual.Organisations])!.Id) with { InTraining = chance.Once(4) };

    /// <summary>The fields of a step: those of a good day, those that fit this machine, or any.</summary>
    private static MachineCommand Shape(Type step, Chance chance, Machine machine)
    {
        var sample = Samples.Commands[step];

        if (chance.Once(10))
        {
            return sample;
        }

        return sample switch
        {
            ReceiveDevice c => c with
            {
                Donation = machine.Donation is null ? World.Gift : chance.Of(World.Gift, World.SecondGift),
                FromWasteStream = chance.Once(6),
                Type = chance.Of(DeviceType.Laptop, DeviceType.Laptop, DeviceType.Unknown),
            },
            RefuseDevice c => c with { Reason = chance.Of("crt", "broken", "ugly") },
            Triage c => c with { Route = chance.Of(Route.Reuse, Route.Reuse, Route.Reuse, Route.Reuse, Route.Parts, Route.Recycle, Route.Ask, Route.None) },
            RecordAudit => Audit(chance, machine),
            StartWipe => new StartWipe(chance.Of(WipeMethod.DeviceSanitize, WipeMethod.DeviceSanitize, WipeMethod.Overwrite)) { Media = Some(chance, machine.Media) },
            WipeSucceeded => new WipeSucceeded { Reports = Reports(chance, machine) },
            WipeFailed => new WipeFailed { Reports = Reports(chance, machine) },
            RemoveMedium => new RemoveMedium(SerialOf(chance, machine), new PartId("PT-9")),
            DestroyMedium c => c with { Serial = SerialOf(chance, machine) },
            FitPart => new FitPart(chance.Of(World.CleanDisk, World.DirtyDisk, World.Memory), AlreadyFitted: chance.Once(2)),
            TakePart => new TakePart(chance.Of(World.CleanDisk, new PartId("PT-8")), "ssd", chance.Once(2) ? SerialOf(chance, machine) : null),
            CloseRepair => new CloseRepair(chance.Once(2)) { PartsUsed = chance.Once(2) ? [] : [chance.Of(World.CleanDisk, World.DirtyDisk, World.Memory)] },
            InstallOs c => c with { Plan = chance.Of(OsPlan.Linux, OsPlan.Linux, OsPlan.None, OsPlan.Win11) },
            PassQc c => c with { Grade = chance.Of(Grade.A, Grade.B, Grade.None), Lines = chance.Once(5) ? Given.LinesWith("usb") : c.Lines },
            Allocate c => c with { Line = chance.Of(0, 0, 0, 1, -1) },
            ReceiveReturn c => c with { BoxOpened = chance.Once(2), ChargerPresent = chance.Once(2) },
            TransferOwnership c => c with { NewOwner = machine.Custody?.Holder ?? c.NewOwner, Document = chance.Of("AC-1", "AC-2", " "), PriceCents = chance.Of<int?>(null, null, 5_000, -1) },
            AcquireOwnership c => c with { Document = chance.Of("BR-1", "") },
            Scrap c => c with { WithData = !machine.IsSafeToLeave },
            PlaceHold c => c with { Hold = chance.Of(Enum.GetValues<Hold>()) },
            LiftHold c => c with { Hold = machine.Holds.IsEmpty ? Hold.Recall : chance.Of([.. machine.Holds.Each()]) },
            SettleCustody c => c with { Holder = chance.Of(World.Workshop, World.Epn, World.OtherWorkshop) },
            Contracts.Machines.TightenRestrictions => new Contracts.Machines.TightenRestrictions(Restricted(chance)),
            DropHeldScan c when machine.Held is [.., var held] => c with { ScanId = held.ScanId },
            SettleFinding c when !machine.Findings.IsEmpty => c with { Code = machine.Findings[0] },
            CorrectEvent c => c with { Seq = chance.Once(5) ? chance.Below(20) : machine.LastStep?.Seq ?? 1 },
            _ => sample,
        };
    }

    private static RecordAudit Audit(Chance chance, Machine machine)
    {
        AuditedMedium[] all = [World.Disk, World.Flash, new("?1", MediumKind.Hdd, 1), new("CARD-1", MediumKind.Sd, 1), new("SSD-Y", MediumKind.SataSsd, 1)];
        AuditedMedium[] media = chance.Once(5)
            ? [.. all.Where(_ => chance.Once(3))]
            : machine.Media.IsEmpty ? chance.Once(4) ? [] : [World.Disk] : [.. machine.Media.Where(one => one.Present).Select(one => new AuditedMedium(one.Serial, one.Kind, one.SizeBytes))];
        return Given.AuditOf(media) with { NoMediaConfirmedBy = chance.Once(3) ? [] : ["omar", "eve"], Locks = chance.Once(12) ? ["bios"] : [] };
    }

    private static ImmutableArray<WipeReport> Reports(Chance chance, Machine machine) =>
    [
        .. machine.Media
            .Where(one => one.State == MediumState.Running || chance.Once(8))
            .Select(one => new AuditedMedium(one.Serial, chance.Once(6) ? MediumKind.Hdd : one.Kind, one.SizeBytes))
            .Select(one => Given.Proof(one) with { Verified = !chance.Once(8), Errors = chance.Once(12) ? 3 : 0 }),
    ];

    private static ImmutableArray<string> Some(Chance chance, ImmutableArray<StorageMedium> media) =>
        chance.Once(2) ? [] : [.. media.Where(_ => chance.Once(2)).Select(one => one.Serial)];

    private static string SerialOf(Chance chance, Machine machine) => machine.Media.IsEmpty || chance.Once(5) ? "HDD-1" : chance.Of([.. machine.Media])!.Serial;

    private static Restrictions Restricted(Chance chance) => new()
    {
        ResaleForbidden = chance.Once(2),
        MaxPriceCents = chance.Of<int?>(null, 10_000, 20_000),
        AllowedRecipients = chance.Once(3) ? [chance.Of(Enum.GetValues<RecipientCategory>()), RecipientCategory.GeneralInterestInclusion] : [],
        ReuseProofDue = chance.Once(2),
    };

    private static World WorldOf(Chance chance, Machine machine) => machine.Status switch
    {
        // The partner turns out to be the EPN under another name.
        MachineStatus.AtEpn when chance.Once(3) => Usual.With(World.Partner, one => one with { Siren = $"siren-{World.Epn}" }),
        _ when chance.Once(6) => Strange(chance),
        _ => World.For(machine),
    };

    /// <summary>A world in which something is missing, over, strange or does not belong together.</summary>
    private static World Strange(Chance chance)
    {
        var world = Usual;

        return chance.Below(16) switch
        {
            0 => world with { Donation = null },
            1 => world with { Donation = world.Donation! with { Status = chance.Of(Enum.GetValues<DonationStatus>()), ReceptionNote = "BR-1" } },
            2 => world with { Donation = world.Donation! with { RefusalDefault = RefusalDefault.Recycle, Restrictions = Restricted(chance) } },
            3 => world with { Dossier = null },
            4 => world with { Dossier = world.Dossier! with { Partner = chance.Of(World.Epn, World.Donor), Status = chance.Of(Enum.GetValues<DossierStatus>()) } },
            5 => world with { Delivery = null },
            6 => world with { Delivery = world.Delivery! with { Consignee = World.OtherEpn, Status = chance.Of(Enum.GetValues<DeliveryStatus>()) } },
            7 => world with { Loan = null },
            8 => world with { Loan = world.Loan! with { Status = chance.Of(Enum.GetValues<LoanStatus>()), GiftDeed = true }, Donation = world.Donation! with { Ownership = OwnershipPattern.Partner } },
            9 => world with { Batch = null },
            10 => world with { Batch = world.Batch! with { Status = chance.Of(Enum.GetValues<BatchStatus>()), DataDestruction = true } },
            11 => world with { Parts = [.. world.Parts.Select(part => part with { Status = chance.Of(Enum.GetValues<PartStatus>()) })] },
            12 => world with { Round = null, SameSerial = [new MachineId("TWIN777")] },
            13 => world.With(World.Partner, one => one with { Siren = $"siren-{World.Epn}", Category = RecipientCategory.None }),
            14 => world.With(World.Workshop, one => one with { Operators = 1, Status = chance.Of(Enum.GetValues<OrganisationStatus>()) }),
            _ => world with { LabelLeadsTo = new MachineId("OTHER77"), Loan = world.Loan! with { Relay = World.OtherEpn, Borrower = World.Epn } },
        };
    }
}
