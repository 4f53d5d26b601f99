using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;

namespace Ordi2.Domain.Loans;

/// <summary>What is known of a loan convention from its history.</summary>
public sealed record LoanConvention(LoanId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public LoanTerms? Terms { get; init; }

    /// <summary>The pole of the dossier.</summary>
    public OrganisationId? Pole { get; init; }

    /// <summary>Number of the convention, from the first signature on.</summary>
    public string? Document { get; init; }

    /// <summary>Who has signed it, in that order.</summary>
    public ImmutableArray<PaperSignature> Signatures { get; init; } = [];

    /// <summary>Every machine that was ever on a line of it, back or not: by these its lists find it.</summary>
    public ImmutableSortedSet<string> Machines { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>No reminder is given for a day before this one: the first day, or the day of the last extension.</summary>
    public DateOnly RemindedFrom { get; init; }

    /// <summary>The days of its reminders, counted from its last day: of the rules that held when that day was agreed.</summary>
    public ImmutableArray<int> ReminderDays { get; init; } = PoleRules.Default.LoanReminderDays;

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>The partner's code that may be entered; nothing before one is made and once it signed.</summary>
    public LoanCode? Code { get; init; }

    private LoanTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public LoanConvention Evolve(LoanEvent @event, Provenance from)
    {
        var next = Change(@event, from);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    /// <summary>The machines that are out and neither filed as lost nor stolen, those among them whose place another took.</summary>
    public IEnumerable<MachineId> StillOut => Known.OpenLines.Concat(Known.Swaps.Where(swap => !swap.Back).Select(swap => swap.Old)).Except(Known.Filed.Select(loss => loss.Machine));

    private LoanConvention Change(LoanEvent @event, Provenance from) => @event switch
    {
        LoanCreated e => this with { Terms = Begin(e), Pole = e.Pole, RemindedFrom = e.From, ReminderDays = Days(e.ReminderDays) },
        LoanSigned e => Sign(e, from),
        LoanCodeMade e => this with
        {
            Code = new(e.For, e.Digest, from.Person, e.ExpiresAt, e.Machines),
            Terms = Known with { CodeExpiresAt = e.ExpiresAt, AttemptsLeft = SigningCode.MostAttempts },
        },
        LoanCodeMissed => this with { Terms = Known with { AttemptsLeft = Known.AttemptsLeft - 1 } },
        HandingOverSigned e => this with
        {
            Code = null,
            Terms = Known with
            {
                CodeExpiresAt = null,
                AttemptsLeft = 0,
                CoSigned =
                [
                    .. Known.CoSigned.Where(before => !e.Machines.Contains(before.Machine)),
                    .. e.Machines.Select(machine => new CodeSignature(machine, e.CodeOf, from.RecordedAt)),
                ],
            },
        },
        LineOpened e => this with
        {
            Terms = Known with
            {
                Status = Known.Status is LoanStatus.Signed ? LoanStatus.Active : Known.Status,
                OpenLines = Known.OpenLines.Add(e.Machine),
                CoSigned = Known.CoSigned.RemoveAll(signed => signed.Machine == e.Machine),
            },
            Machines = Machines.Add(e.Machine.Text),
        },
        LineClosed e => this with { Terms = Known with { OpenLines = Known.OpenLines.Remove(e.Machine), Filed = Unfiled(e.Machine) } },
        ReturnLookedAt e => this with { Terms = Known with { Returns = Known.Returns.Add(new(e.Machine, from.RecordedAt, e.Inspection)) } },
        LineSwapped e => this with
        {
            Terms = Known with
            {
                OpenLines = Known.OpenLines.Replace(e.Old, e.New),
                Swaps = Known.Swaps.Add(new(e.Old, e.New, from.RecordedAt)),
            },
            Machines = Machines.Add(e.New.Text),
        },
        SwappedMachineCameBack e => this with
        {
            Terms = Known with
            {
                Swaps = [.. Known.Swaps.Select(swap => swap.Old == e.Machine ? swap with { Back = true } : swap)],
                Filed = Unfiled(e.Machine),
            },
        },
        RelayChanged e => this with { Terms = Known with { Relay = e.To } },
        CollectPointChanged e => this with { Terms = Known with { CollectPoint = e.To == Known.Relay ? null : e.To } },
        LoanReminded e => this with { Terms = Known with { Reminders = Known.Reminders.Add(new(e.Reminder, from.RecordedAt, e.For)) } },
        LossFiled e => this with { Terms = Known with { Filed = Known.Filed.Add(new(e.Machine, e.Kind, e.Declaration)) } },
        LoanExtended e => this with
        {
            Terms = Known with { Status = LoanStatus.Extended, To = e.To },
            RemindedFrom = FrenchCalendar.DayOf(from.RecordedAt),
            ReminderDays = Days(e.ReminderDays),
        },
        LoanReturnDue => With(LoanStatus.ReturnDue),
        LoanBreached => With(LoanStatus.Breached),
        LoanClosed => With(LoanStatus.Closed),
        _ => throw new UnreachableException($"A loan does not know {@event.GetType().Name}."),
    };

    /// <summary>What was written before the rules could be set says none.</summary>
    private static ImmutableArray<int> Days(ImmutableArray<int> said) => said.IsDefaultOrEmpty ? PoleRules.Default.LoanReminderDays : said;

    private LoanConvention With(LoanStatus status) => this with { Terms = Known with { Status = status } };

    private ImmutableArray<FiledLoss> Unfiled(MachineId machine) => Known.Filed.RemoveAll(loss => loss.Machine == machine);

    private LoanTerms Begin(LoanCreated e) => new()
    {
        Id = Id,
        Lender = e.Lender,
        Relay = e.Relay,
        Borrower = e.Borrower,
        Dossier = e.Dossier,
        From = e.From,
        To = e.To,
        GiftDeed = e.GiftDeed,
    };

    private OrganisationId Side(LoanParty party) => party switch
    {
        LoanParty.Lender => Known.Lender,
        LoanParty.Relay => Known.Relay,
        LoanParty.Borrower => Known.Borrower,
        _ => throw new UnreachableException($"No side {party}."),
    };

    private LoanConvention Sign(LoanSigned e, Provenance from)
    {
        ImmutableArray<LoanParty> signed = [.. Known.SignedBy.Append(e.Party).Distinct().Order()];
        var next = this with
        {
            Document = e.Document,
            Signatures = Signatures.Add(e.CodeOf is { } signer
                ? PaperSignature.OfCode(Side(e.Party), signer, from.RecordedAt)
                : PaperSignature.Of(Side(e.Party), from, e.OnPaper)),
            Terms = Known with { SignedBy = signed, Document = e.Document },
        };

        if (e.Party is LoanParty.Borrower)
        {
            next = next with { Code = null, Terms = next.Terms with { CodeExpiresAt = null, AttemptsLeft = 0 } };
        }

        return signed.Length == Enum.GetValues<LoanParty>().Length ? next.With(LoanStatus.Signed) : next;
    }
}
