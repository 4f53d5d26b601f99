using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Calls;

/// <summary>What is known of a call for projects from its history.</summary>
public sealed record CallForProjects(CallId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public CallTerms? Terms { get; init; }

    /// <summary>What each dossier has of the pledge, or is about to have.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Pledge>> Taken { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<Pledge>>(StringComparer.Ordinal);

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private CallTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    /// <summary>The next moment at which the clock opens or closes it.</summary>
    public DateTimeOffset? DueAt => Terms switch
    {
        { Status: CallStatus.Published } published => published.Plan.OpensAt,
        { Status: CallStatus.Open } open => open.Plan.ClosesAt,
        _ => null,
    };

    /// <summary>What the clock has to say now, or nothing.</summary>
    public CallCommand? WhenDue(DateTimeOffset now) => DueAt is { } due && due <= now
        ? Known.Status is CallStatus.Published ? new OpenCall() : new CloseCall()
        : null;

    public CallForProjects Evolve(CallEvent @event, Provenance from)
    {
        var next = Change(@event);
        var version = (Terms?.Version ?? 0) + 1;

        return next with
        {
            Terms = next.Terms! with
            {
                Version = version,
                PlanVersion = @event is CallCreated or CallRevised ? version : next.Terms.PlanVersion,
                WaitingList = Waiting.Order(next.Terms.Mode, next.Terms.Applications),
                Left = next.LeftOf(next.Taken),
            },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    /// <summary>What a dossier has of the pledge, or is about to have.</summary>
    public ImmutableArray<Pledge> TakenBy(DossierId dossier) => Taken.GetValueOrDefault(dossier.Text, []);

    /// <summary>What is left of the pledge when the dossiers have this of it.</summary>
    public ImmutableArray<Pledge> LeftOf(ImmutableSortedDictionary<string, ImmutableArray<Pledge>> taken) =>
    [
        .. Known.Plan.Pledges.Select(pledge => pledge with
        {
            Quantity = pledge.Quantity - taken.Values.SelectMany(quantities => quantities).Where(one => one.Type == pledge.Type).Sum(one => one.Quantity),
        }),
    ];

    private CallForProjects Change(CallEvent @event) => @event switch
    {
        CallCreated e => this with { Terms = new() { Id = Id, Pole = e.Pole, Mode = e.Mode, Plan = e.Plan, CriteriaVersion = e.CriteriaVersion } },
        CallRevised e => With(Known with { Plan = e.Plan, CriteriaVersion = e.CriteriaVersion }),
        CallPublished => With(CallStatus.Published),
        CallOpened => With(CallStatus.Open),
        ClosingPutOff e => With(Known with { Plan = Known.Plan with { ClosesAt = e.ClosesAt } }),
        CallClosed => With(CallStatus.Closed),
        PledgeEnlarged e => With(Known with { Plan = Known.Plan with { Pledges = Enlarge(Known.Plan.Pledges, e.Type, e.More) } }),
        JurorSeated e => With(Known with { Jury = Known.Jury.Add(e.Juror) }),
        JurorUnseated e => With(Known with { Jury = Known.Jury.RemoveAll(juror => juror.Person == e.Person) }),
        CallReviewStarted => With(CallStatus.InReview),
        CallDecided => With(CallStatus.Decided),
        CallRun => With(CallStatus.Running),
        CallEvaluated e => With(Known with { Status = CallStatus.Evaluated, Report = e.Report }),
        CallArchived => With(CallStatus.Archived),
        DossierNoted e => Note(e.Application),
        PledgeTaken e => this with { Taken = Taken.SetItem(e.Dossier.Text, e.Quantities) },
        _ => throw new UnreachableException($"A call does not know {@event.GetType().Name}."),
    };

    private CallForProjects With(CallTerms terms) => this with { Terms = terms };

    private CallForProjects With(CallStatus status) => With(Known with { Status = status });

    private CallForProjects Note(Application application) => With(Known with
    {
        Applications =
        [
            .. Known.Applications.Where(one => one.Dossier != application.Dossier).Append(application)
                .OrderBy(one => one.Dossier.Text, StringComparer.Ordinal),
        ],
    }) with
    {
        Taken = application.Accepted.IsEmpty ? Taken.Remove(application.Dossier.Text) : Taken.SetItem(application.Dossier.Text, application.Accepted),
    };

    private static ImmutableArray<Pledge> Enlarge(ImmutableArray<Pledge> pledges, DeviceType type, int more) => pledges.FirstOrDefault(one => one.Type == type) is { } known
        ? pledges.Replace(known, known with { Quantity = known.Quantity + more })
        : pledges.Add(new(type, more));
}

/// <summary>The order of the waiting list, and who is ahead of whom.</summary>
public static class Waiting
{
    /// <summary>By points and then by the date of filing in a dated call; by that date alone in a continuous one.</summary>
    public static ImmutableArray<WaitingPlace> Order(CallMode mode, IEnumerable<Application> applications) =>
    [
        .. applications.Where(one => one.Status is DossierStatus.Waitlisted)
            .OrderByDescending(one => mode is CallMode.Dated ? one.Points ?? 0 : 0)
            .ThenBy(one => one.FiledAt)
            .ThenBy(one => one.Dossier.Text, StringComparer.Ordinal)
            .Select((one, index) => new WaitingPlace(index + 1, one.Dossier, one.Asked.Sum(pledge => pledge.Quantity))),
    ];

    /// <summary>The first one that waits before this dossier and would find all its machines in what is left.</summary>
    public static WaitingPlace? Ahead(CallTerms call, DossierId dossier, ImmutableArray<Pledge> left) => call.WaitingList
        .TakeWhile(place => place.Dossier != dossier)
        .FirstOrDefault(place => Fits(call.Applications.First(one => one.Dossier == place.Dossier).Asked, left));

    /// <summary>Whether so many of each kind are left.</summary>
    public static bool Fits(ImmutableArray<Pledge> wanted, ImmutableArray<Pledge> left) =>
        wanted.All(one => one.Quantity == 0 || (left.FirstOrDefault(pledge => pledge.Type == one.Type)?.Quantity ?? 0) >= one.Quantity);
}
