using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Configurations;
using static Ordi2.Domain.Machines.PartRules;

namespace Ordi2.Domain.Machines;

/// <summary>Repair, installation and control: transitions 11 to 16.</summary>
internal static class Refurbishing
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<OpenRepair>
        {
            Number = "11",
            From = StatusSet.Of(MachineStatus.Wiped, MachineStatus.Triaged, MachineStatus.QcFailed),
            To = [MachineStatus.InRepair],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [IsNotWaste],
            Documents = ["repair-order"],
            Then = Open,
        },
        new Transition<OpenRepair>
        {
            // A machine without medium gets a clean one here (domain.md 12.4, point 3).
            Number = "11b",
            From = StatusSet.Of(MachineStatus.Audited),
            To = [MachineStatus.InRepair],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [IsNotWaste, NothingIsLeftToWipe],
            Documents = ["repair-order"],
            Then = Open,
        },
        new Transition<RequestPart>
        {
            Number = "12",
            From = StatusSet.Of(MachineStatus.InRepair),
            To = [MachineStatus.AwaitingPart],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [PartTypeIsSaid],
            Documents = ["part-request"],
            Then = about => [new PartRequested(about.Command.PartType)],
        },
        new Transition<PartArrived>
        {
            Number = "12+",
            From = StatusSet.Of(MachineStatus.AwaitingPart),
            To = [MachineStatus.InRepair],
            Roles = Stations.Depot,
            Custody = CustodyRule.Holder,
            Guards = [],
            Then = _ => [new PartCame()],
        },
        new Transition<FitPart>
        {
            Number = "13+",
            From = StatusSet.Of(MachineStatus.InRepair),
            To = [],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [PartIsKnown, PartIsHere, PartIsInStock, PartIsNotFittedYet, MediumOfThePartIsClean],
            Then = about => Fit(about, [about.Command.Part]),
        },
        new Transition<TakePart>
        {
            // Not from a machine that is ready: nobody would look at it again before it leaves.
            Number = "28+",
            From = Stations.InWorkshop.Except(MachineStatus.Ready),
            To = [],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [TakenPartTypeIsSaid],
            Then = about =>
            [
                new PartTakenOut(about.Command.Part, about.Command.PartType, about.Command.MediumSerial),
                .. about.Command.MediumSerial is { } serial ? WipeJudgement.Settled(about.Machine, [serial]) : [],
            ],
        },
        new Transition<CloseRepair>
        {
            Number = "13",
            From = StatusSet.Of(MachineStatus.InRepair),
            To = [MachineStatus.Triaged, MachineStatus.Audited, MachineStatus.Wiped, MachineStatus.Installed],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [PartsUsedAreKnown, PartsUsedAreHere, PartsUsedAreInStock, MediaOfThePartsAreClean],
            Documents = ["parts-history"],
            Then = Close,
        },
        new Transition<InstallOs>
        {
            Number = "14",
            From = StatusSet.Of(MachineStatus.Wiped),
            To = [MachineStatus.Installed],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [IsClean, IsNotWaste, SystemHasAMedium, WindowsIsEligible, WindowsIsLicensed, OldCoaIsReported],
            Documents = ["coa-label"],
            Then = Install,
        },
        new Transition<InstallOs>
        {
            // Nothing had to be wiped, or all of it was taken out or destroyed (domain.md 12.4, point 3).
            Number = "14b",
            From = StatusSet.Of(MachineStatus.Audited),
            To = [MachineStatus.Installed],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [IsSafe, IsNotWaste, SystemHasAMedium, WindowsIsEligible, WindowsIsLicensed, OldCoaIsReported],
            Documents = ["coa-label"],
            Then = Install,
        },
        new Transition<PassQc>
        {
            Number = "15",
            From = StatusSet.Of(MachineStatus.Installed),
            To = [MachineStatus.Ready],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            BlockedBy = HoldSet.All,
            Guards = [EveryLineIsAnswered, EveryLinePassed, IsSafe, IsNotWaste, HasNoLock, GradeIsGiven, ControllerIsNotTheInstaller, SystemIsSupported],
            Documents = ["control-sheet"],
            Then = Pass,
        },
        new Transition<FailQc>
        {
            Number = "16",
            From = StatusSet.Of(MachineStatus.Installed),
            To = [MachineStatus.QcFailed],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [OneLineFails, ControllerIsNotTheInstaller],
            Then = about => [new QcDidFail(about.Command.Lines)],
        },
    ];

    private static Refusal? SystemIsSupported(Case about) => about.Circumstances.Rules.SupportEndOf(about.Machine.System) <= about.Scan.OccurredAt
        ? Refusal.Conflict("system-out-of-support", about.Machine.System.Code())
        : null;

    private static IEnumerable<MachineEvent> Open(Case<OpenRepair> about) => [new RepairOpened(about.Machine.Status, about.Command.Defects)];

    private static IEnumerable<MachineEvent> Install(Case<InstallOs> about)
    {
        var command = about.Command;
        return [new OsInstalled(command.Plan, command.Image, command.Licence, command.NewCoa, command.OldCoa) { RulesVersion = about.Circumstances.Rules.Cited() }];
    }

    private static IEnumerable<MachineEvent> Pass(Case<PassQc> about)
    {
        var second = IsSecondPerson(about);
        yield return new QcPassed(about.Command.Grade, about.Command.ChargerPresent, second, about.Command.Lines, about.Circumstances.Rules.Cited())
        {
            RequalifyAfter = about.Scan.OccurredAt.AddMonths(about.Circumstances.Rules.StockMonths),
            SupportEnds = about.Circumstances.Rules.SupportEndOf(about.Machine.System),
        };

        if (!second)
        {
            yield return about.Finding("qc-without-second-person");
        }
        else if (!about.Command.ChargerPresent)
        {
            yield return about.Finding("charger-missing");
        }
    }

    private static IEnumerable<MachineEvent> Fit(Case about, ImmutableArray<PartId> parts)
    {
        foreach (var part in parts.Where(part => !about.Machine.Has(part)).Select(about.Circumstances.PartOf).OfType<PartTerms>())
        {
            yield return new PartFitted(part.Id, part.Type, part.From, part.Medium, part.MediumState);

            if (part.Medium is not null && part.MediumState is not (MediumState.Cleared or MediumState.Purged))
            {
                yield return about.Finding("disk-not-wiped", part.Id.Text);
            }
        }
    }

    private static IEnumerable<MachineEvent> Close(Case<CloseRepair> about)
    {
        var fitted = Fit(about, about.Command.PartsUsed).ToImmutableArray();
        var clean = about.Machine.Media.All(medium => medium.Safe)
            && fitted.OfType<PartFitted>().All(part => part.Medium is null || part.MediumState is MediumState.Cleared or MediumState.Purged);

        // The step that must be redone, not the one that failed (domain.md 12.4, point 2); a dirty disk is wiped first.
        var to = about.Machine.RepairFrom switch
        {
            MachineStatus.Triaged => MachineStatus.Triaged,
            _ when !clean => MachineStatus.Audited,
            MachineStatus.QcFailed when about.Command.SystemUntouched => MachineStatus.Installed,
            MachineStatus.Audited => MachineStatus.Audited,
            _ when about.Machine.Audited && about.Machine.Media.IsEmpty => MachineStatus.Audited,
            _ => MachineStatus.Wiped,
        };

        return [new RepairClosed(to, about.Command.SystemUntouched), .. fitted];
    }

    private static Refusal? IsNotWaste(Case about) => about.Machine.LegalNature == LegalNature.Waste ? Refusal.Conflict("is-waste") : null;

    private static Refusal? NothingIsLeftToWipe(Case about) =>
        about.Machine.IsSafeToLeave ? null : Refusal.Conflict("not-clean", about.Machine.Sanitisation.Code());

    private static Refusal? PartTypeIsSaid(Case<RequestPart> about) =>
        string.IsNullOrWhiteSpace(about.Command.PartType) ? Refusal.Invalid("part-type-missing") : null;

    private static Refusal? TakenPartTypeIsSaid(Case<TakePart> about) =>
        string.IsNullOrWhiteSpace(about.Command.PartType) ? Refusal.Invalid("part-type-missing") : null;

    private static Refusal? IsClean(Case about) =>
        about.Machine.Sanitisation == Sanitisation.Clean ? null : Refusal.Conflict("not-clean", about.Machine.Sanitisation.Code());

    private static Refusal? IsSafe(Case about) =>
        about.Machine.IsSafeToLeave ? null : Refusal.Conflict("not-clean", about.Machine.Sanitisation.Code());

    private static Refusal? SystemHasAMedium(Case<InstallOs> about) =>
        about.Command.Plan == OsPlan.None || about.Machine.Media.Any(medium => medium.Present) ? null : Refusal.Conflict("no-medium-for-system");

    private static Refusal? WindowsIsEligible(Case<InstallOs> about) =>
        about.Command.Plan != OsPlan.Win11 || about.Machine.Win11Eligible ? null : Refusal.Conflict("not-win11-eligible");

    private static Refusal? WindowsIsLicensed(Case<InstallOs> about) =>
        about.Command.Plan != OsPlan.Win11
        || (!string.IsNullOrWhiteSpace(about.Command.Licence) && (!about.Circumstances.Rules.Licences.NewCoa || !string.IsNullOrWhiteSpace(about.Command.NewCoa)))
            ? null
            : Refusal.Invalid("licence-missing");

    private static Refusal? OldCoaIsReported(Case<InstallOs> about) =>
        about.Command.Plan != OsPlan.Win11 || !about.Circumstances.Rules.Licences.OldCoa || !string.IsNullOrWhiteSpace(about.Command.OldCoa)
            ? null
            : Refusal.Invalid("old-coa-missing");

    private static Refusal? EveryLineIsAnswered(Case<PassQc> about) =>
        FunctionalSheet.Lines.FirstOrDefault(line => !about.Command.Lines.Any(answered => answered.Name == line)) is { } missing
            ? Refusal.Invalid("check-line-missing", missing)
            : null;

    private static Refusal? EveryLinePassed(Case<PassQc> about) =>
        about.Command.Lines.FirstOrDefault(line => line.Fails()) is { } failed ? Refusal.Conflict("check-line-failed", failed.Name)
        : about.Command.Lines.FirstOrDefault(line => line.NotApplicable == true && (line.Passed || !FunctionalSheet.MayLack(about.Machine.Type, line.Name))) is { } there ? Refusal.Conflict("check-line-applies", there.Name)
        : about.Command.Lines.Any(line => line.Passed) ? null
        : Refusal.Conflict("nothing-was-tested");

    private static Refusal? HasNoLock(Case about) => about.Machine.Locked ? Refusal.Conflict("machine-is-locked") : null;

    private static Refusal? GradeIsGiven(Case<PassQc> about) => about.Command.Grade == Grade.None ? Refusal.Invalid("grade-missing")
        : about.Circumstances.Rules.Grades.Contains(about.Command.Grade) ? null
        : Refusal.Conflict("grade-stays-here", about.Command.Grade.Code());

    // With so few operators a second pair of eyes may not exist: allowed where the pole does without, and flagged (invariant 10). In a larger workshop nobody checks
    // what they installed, whatever a pole sets; two programs of it may, where the pole trusts them, flagged too, for nobody knows who stands behind them.
    private static Refusal? ControllerIsNotTheInstaller(Case about) =>
        IsSecondPerson(about)
        || (about.Circumstances.Scanner.Operators is > 0 and < PoleRules.SecondPersonAlwaysFrom and var operators
            && (!about.Circumstances.Rules.SecondPersonCheck || operators < about.Circumstances.Rules.SecondPersonFromOperators))
        || (!about.Circumstances.Rules.SecondPersonCheck && about.Caller.Person != about.Machine.Installer) ? null
            : about.Caller.Person == about.Machine.Installer ? Refusal.Forbidden("controller-is-installer")
            : Refusal.Forbidden("controller-is-program");

    // A program is nobody: behind it may stand whoever installed the machine, or whoever checks what it installed.
    private static bool IsSecondPerson(Case about) =>
        about.Caller.Person != about.Machine.Installer && !about.Caller.Person.IsProgram && about.Machine.Installer is not { IsProgram: true };

    private static Refusal? OneLineFails(Case<FailQc> about) =>
        about.Command.Lines.Any(line => line.Fails()) ? null : Refusal.Invalid("no-line-fails");
}
