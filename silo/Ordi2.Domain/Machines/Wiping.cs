using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Machines;

/// <summary>Audit and erasure: transitions 6 to 10, and the re-qualification of 39.</summary>
internal static class Wiping
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<RecordAudit>
        {
            Number = "6",
            From = StatusSet.Of(MachineStatus.Triaged),
            To = [MachineStatus.Audited],
            Roles = Stations.BenchOrTool,
            Custody = CustodyRule.Holder,
            Guards = [WasSortedForReuse, MediaAreListedOrTheirAbsenceConfirmedByTwo, SerialsAreDistinct, LocksWereTested],
            Documents = ["specification-sheet"],
            Then = Audit,
        },
        new Transition<RecordAudit>
        {
            Number = "6b",
            From = StatusSet.Of(MachineStatus.Audited),
            To = [MachineStatus.Audited],
            Roles = Stations.BenchOrTool,
            Custody = CustodyRule.Holder,
            Guards = [MediaAreListedOrTheirAbsenceConfirmedByTwo, SerialsAreDistinct, LocksWereTested],
            Documents = ["specification-sheet"],
            Then = Audit,
        },
        new Transition<StartWipe>
        {
            Number = "7",
            From = StatusSet.Of(MachineStatus.Audited),
            To = [MachineStatus.Wiping],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [SomethingIsLeftToWipe, MediaAreKnown, MediaWereAudited, MethodReachesTheMedia],
            Then = Start,
        },
        new Transition<StartWipe>
        {
            // The bench wipes the disks of a machine one after the other.
            Number = "7b",
            From = StatusSet.Of(MachineStatus.Wiping),
            To = [MachineStatus.Wiping],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [SomethingIsLeftToWipe, MediaAreKnown, MediaWereAudited, MethodReachesTheMedia],
            Then = Start,
        },
        new Transition<WipeSucceeded>
        {
            Number = "8",
            From = StatusSet.Of(MachineStatus.Wiping),
            To = [MachineStatus.Wiped, MachineStatus.Wiping, MachineStatus.WipeFailed],
            Roles = Stations.BenchOrTool,
            Custody = CustodyRule.Holder,
            Guards = [AReportIsGiven, EachMediumHasOneReport, EveryReportIsOfAMediumOfTheAudit, EveryReportIsOfAMediumBeingWiped],
            Documents = ["erasure-certificate"],
            Then = Succeed,
        },
        new Transition<WipeFailed>
        {
            Number = "9",
            From = StatusSet.Of(MachineStatus.Wiping),
            To = [MachineStatus.WipeFailed],
            Roles = Stations.BenchOrTool,
            Custody = CustodyRule.Holder,
            Guards = [],
            Then = about => [new WipeDidFail([.. about.Command.Reports.DistinctBy(report => report.Serial, StringComparer.OrdinalIgnoreCase).Select(Failed)], about.Command.Reason) { RulesVersion = about.Circumstances.Rules.Cited() }],
        },
        new Transition<RetryWipe>
        {
            Number = "10",
            From = StatusSet.Of(MachineStatus.WipeFailed),
            To = [MachineStatus.Audited],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            Guards = [RetriesAreLeft],
            Then = about => [new WipeRetried() { RulesVersion = about.Circumstances.Rules.Cited() }],
        },
        new Transition<RemoveMedium>
        {
            Number = "10b",
            From = StatusSet.Of(MachineStatus.WipeFailed),
            To = [MachineStatus.Audited],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            Guards = [RemovedMediumIsPresent, RemovedMediumIsNotSoldered],
            Then = about =>
            [
                new MediumRemoved(about.Machine.MediumOf(about.Command.Serial)!.Serial, about.Command.Part),
                .. WipeJudgement.Settled(about.Machine, [about.Command.Serial]),
            ],
        },
        new Transition<DestroyMedium>
        {
            Number = "10c",
            From = StatusSet.Of(MachineStatus.WipeFailed),
            To = [MachineStatus.Audited],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            Guards = [DestroyedMediumIsPresent, DestroyedMediumIsNotSoldered, WitnessAndPhotoAreGiven],
            Documents = ["destruction-record"],
            Then = about =>
            [
                new MediumDestroyed(about.Machine.MediumOf(about.Command.Serial)!.Serial, about.Command.Method, about.Command.Witness, about.Command.Photo),
                .. WipeJudgement.Settled(about.Machine, [about.Command.Serial]),
            ],
        },
        new Transition<Requalify>
        {
            Number = "39",
            From = StatusSet.Of(MachineStatus.Ready),
            To = [MachineStatus.Audited],
            Roles = RoleSet.Of(Role.Supervisor, Role.System),
            Custody = CustodyRule.Holder,
            Guards = [],
            Documents = ["specification-sheet"],
            Then = about => [new Requalified(about.Command.Reason)],
        },
    ];

    private static IEnumerable<MachineEvent> Audit(Case<RecordAudit> about)
    {
        var command = about.Command;
        yield return new AuditRecorded(command.Audit, ProfileRule.Of(command.Audit, about.Circumstances.Rules)) { RulesVersion = about.Circumstances.Rules.Cited(), Locks = command.Locks, NoMediaConfirmedBy = command.NoMediaConfirmedBy };

        var vanished = Vanished(about.Machine, command.Audit);
        // Gifts that were announced before kinds were asked say of screens, too, that the disks are in them.
        var announced = about.Circumstances.Donation?.Announced.Any(line => line.AsOfItsKind().WithMedia && line.Type == about.Machine.Type) == true;

        // A medium with data that nobody can show any more is an incident, and the donor is called (domain.md 2.8).
        if (vanished is not null)
        {
            yield return new HoldPlaced(Hold.DataIncident, $"medium {vanished.Serial} is no longer in the machine");
            yield return about.Finding("medium-vanished", vanished.Serial);
        }
        else if (announced && command.Audit.Media.IsEmpty && about.Machine.Media.IsEmpty)
        {
            yield return new HoldPlaced(Hold.DataIncident, "the donor announced a medium");
            yield return about.Finding("announced-medium-absent");
        }
        else if (!command.Locks.IsEmpty)
        {
            yield return about.Finding("locked", string.Join(", ", command.Locks));
        }
        else if (about.Circumstances.SameSerial is [var twin, ..])
        {
            yield return about.Finding("duplicate-serial", command.Audit.Serial ?? "?", twin.Text);
        }
    }

    private static IEnumerable<MachineEvent> Start(Case<StartWipe> about) =>
        [new WipeStarted(about.Command.Method, [.. Targets(about).Select(medium => medium.Serial)]) { RulesVersion = about.Circumstances.Rules.Cited() }];

    /// <summary>A medium with data that the machine had and the new audit does not find.</summary>
    private static StorageMedium? Vanished(Machine machine, HardwareAudit audit)
    {
        var absent = machine.Media
            .Where(medium => medium is { Present: true, Safe: false } && !audit.Media.Any(listed => Same(listed.Serial, medium.Serial)))
            .ToImmutableArray();

        // One whose serial could not be read may be any of those that were not known before.
        var unread = absent.Where(medium => medium.Nameless).Skip(audit.Media.Count(listed => machine.MediumOf(listed.Serial) is not { Present: true }));
        return absent.FirstOrDefault(medium => !medium.Nameless) ?? unread.FirstOrDefault();
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<MachineEvent> Succeed(Case<WipeSucceeded> about)
    {
        var verdicts = about.Command.Reports
            .Select(report => (Report: report, Medium: about.Machine.MediumOf(report.Serial)))
            .Select(pair => (pair.Report, pair.Medium, Verdict: WipeJudgement.Of(pair.Medium?.Kind ?? default, pair.Report, about.Circumstances.Rules)))
            .ToImmutableArray();
        ImmutableArray<WipeResult> results =
            [.. verdicts.Select(one => new WipeResult(one.Medium?.Serial ?? one.Report.Serial, one.Verdict.State, one.Report, one.Verdict.Reason?.Code))];

        if (verdicts.FirstOrDefault(one => !one.Verdict.IsProof) is { Verdict.Reason: { } reason })
        {
            // What the tool calls a success is none: the report is kept as what it is, and the machine is not clean.
            yield return new WipeDidFail(results, about.Command.Reason ?? reason.Code) { RulesVersion = about.Circumstances.Rules.Cited() };
            yield return about.Finding(reason.Code, [.. reason.Arguments]);
        }
        else
        {
            yield return new MediaWiped(results) { RulesVersion = about.Circumstances.Rules.Cited() };

            foreach (var settled in WipeJudgement.Settled(about.Machine, [.. results.Select(result => result.Serial)]))
            {
                yield return settled;
            }
        }
    }

    private static WipeResult Failed(WipeReport report) => new(report.Serial, MediumState.Failed, report, "reported-as-failed");

    private static IEnumerable<StorageMedium> Targets(Case<StartWipe> about) => about.Command.Media.IsEmpty
        ? about.Machine.Media.Where(IsLeftToWipe)
        : about.Machine.Media.Where(medium => about.Command.Media.Contains(medium.Serial, StringComparer.OrdinalIgnoreCase));

    private static Refusal? WasSortedForReuse(Case about) =>
        about.Machine.Route == Route.Reuse ? null : Refusal.Conflict("not-for-reuse", about.Machine.Route.Code());

    private static Refusal? MediaAreListedOrTheirAbsenceConfirmedByTwo(Case<RecordAudit> about) =>
        !about.Command.Audit.Media.IsEmpty || ItsKindHoldsNone(about) || Persons.AreTwo(about.Command.NoMediaConfirmedBy)
            ? null
            : Refusal.Conflict("no-medium-not-confirmed");

    // Nobody alone makes a screen of what was a computer until now, or of what nobody had named yet.
    private static bool ItsKindHoldsNone(Case<RecordAudit> about) =>
        KindRule.HoldsNone(about) && (about.Command.Audit.Type == DeviceType.Unknown || !about.Command.Audit.Type.HoldsMedia());

    private static Refusal? SerialsAreDistinct(Case<RecordAudit> about)
    {
        var twice = about.Command.Audit.Media.GroupBy(medium => medium.Serial, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is not null ? Refusal.Invalid("medium-listed-twice", twice.Key)
            : about.Command.Audit.Media.Any(medium => string.IsNullOrWhiteSpace(medium.Serial)) ? Refusal.Invalid("medium-without-name")
            : null;
    }

    private static Refusal? LocksWereTested(Case<RecordAudit> about) =>
        about.Command.LocksTested || !(about.Command.Audit.Type is DeviceType.Unknown ? about.Machine.Type : about.Command.Audit.Type).MayBeLocked() ? null : Refusal.Conflict("locks-not-tested");

    private static Refusal? SomethingIsLeftToWipe(Case<StartWipe> about) =>
        about.Machine.Media.Any(IsLeftToWipe) ? null
        : about.Machine.Media.Any(medium => medium.State is MediumState.Running) ? Refusal.Conflict("wipe-is-running")
        : Refusal.Conflict("nothing-to-wipe");

    private static bool IsLeftToWipe(StorageMedium medium) => medium is { Safe: false, State: not MediumState.Running };

    private static Refusal? MediaAreKnown(Case<StartWipe> about) =>
        about.Command.Media.FirstOrDefault(serial => about.Machine.MediumOf(serial) is not { Present: true }) is { } unknown
            ? Refusal.NotFound("medium-not-audited", unknown)
            : null;

    // A disk that was fitted is audited here before its serial may stand on a certificate (invariant 11).
    private static Refusal? MediaWereAudited(Case<StartWipe> about) =>
        Targets(about).FirstOrDefault(medium => !medium.SeenByAudit) is { } unseen ? Refusal.Conflict("medium-not-audited", unseen.Serial) : null;

    private static Refusal? MethodReachesTheMedia(Case<StartWipe> about) =>
        Targets(about).FirstOrDefault(medium => !about.Circumstances.Rules.Accepts(medium.Kind, about.Command.Method)) is { } unreached
            ? Refusal.Conflict("wipe-method-does-not-reach", unreached.Serial, unreached.Kind.Code(), about.Command.Method.Code())
            : null;

    private static Refusal? AReportIsGiven(Case<WipeSucceeded> about) => about.Command.Reports.IsEmpty ? Refusal.Invalid("report-missing") : null;

    private static Refusal? EachMediumHasOneReport(Case<WipeSucceeded> about) =>
        about.Command.Reports.GroupBy(report => report.Serial, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? Refusal.Invalid("medium-listed-twice", twice.Key)
            : null;

    private static Refusal? EveryReportIsOfAMediumOfTheAudit(Case<WipeSucceeded> about) =>
        about.Command.Reports.FirstOrDefault(report => about.Machine.MediumOf(report.Serial) is not { SeenByAudit: true, Present: true }) is { } stranger
            ? Refusal.Conflict("medium-not-audited", stranger.Serial)
            : null;

    private static Refusal? EveryReportIsOfAMediumBeingWiped(Case<WipeSucceeded> about) =>
        about.Command.Reports.FirstOrDefault(report => about.Machine.MediumOf(report.Serial)?.State != MediumState.Running) is { } idle
            ? Refusal.Conflict("medium-not-being-wiped", idle.Serial)
            : null;

    // Where the failed medium was taken out as a part, there is nothing to try again and the machine goes on.
    private static Refusal? RetriesAreLeft(Case about) => about.Machine.WipeRetries < about.Circumstances.Rules.WipeRetries || about.Machine.Media.All(medium => medium.Safe)
        ? null
        : Refusal.Conflict("no-retries-left", about.Circumstances.Rules.WipeRetries.ToString(CultureInfo.InvariantCulture));

    private static Refusal? RemovedMediumIsPresent(Case<RemoveMedium> about) => Present(about, about.Command.Serial);

    private static Refusal? RemovedMediumIsNotSoldered(Case<RemoveMedium> about) => NotSoldered(about, about.Command.Serial);

    private static Refusal? DestroyedMediumIsPresent(Case<DestroyMedium> about) => Present(about, about.Command.Serial);

    private static Refusal? DestroyedMediumIsNotSoldered(Case<DestroyMedium> about) => NotSoldered(about, about.Command.Serial);

    private static Refusal? WitnessAndPhotoAreGiven(Case<DestroyMedium> about) =>
        string.IsNullOrWhiteSpace(about.Command.Witness) || string.IsNullOrWhiteSpace(about.Command.Photo)
        || about.Command.Witness == about.Caller.Person.Text || new PersonId(about.Command.Witness).IsProgram
            ? Refusal.Invalid("witness-or-photo-missing")
            : null;

    private static Refusal? Present(Case about, string serial) =>
        about.Machine.MediumOf(serial) is { Present: true } ? null : Refusal.NotFound("medium-not-audited", serial);

    // The whole machine goes to the shredder instead (domain.md 2.8).
    private static Refusal? NotSoldered(Case about, string serial) =>
        about.Machine.MediumOf(serial) is { Soldered: true } ? Refusal.Conflict("medium-is-soldered", serial) : null;
}
