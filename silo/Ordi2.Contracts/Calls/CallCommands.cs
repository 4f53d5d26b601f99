using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Calls;

/// <summary>A pole writes a call for projects.</summary>
/// <param name="Pole">The pole.</param>
/// <param name="Mode">Dated or continuous.</param>
/// <param name="Plan">What it says.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.create"), Step("create")]
public sealed record CreateCall(
    [property: Id(0)] OrganisationId Pole,
    [property: Id(1)] CallMode Mode,
    [property: Id(2)] CallPlan Plan) : CallCommand;

/// <summary>What it says changes, before it is published.</summary>
/// <param name="Plan">Everything that it says from now on.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.revise"), Step("revise")]
public sealed record ReviseCall(
    [property: Id(0)] CallPlan Plan) : CallCommand
{
    /// <summary><see cref="CallTerms.PlanVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(1)]
    public long? BasedOn { get; init; }
}

/// <summary>Rules and notice are public from now on (document: règlement et avis d'appel à projets).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.publish"), Step("publish")]
public sealed record PublishCall : CallCommand;

/// <summary>Dossiers may be filed: at its moment by the clock, or by the pole.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.open"), Step("open")]
public sealed record OpenCall : CallCommand;

/// <summary>The last moment is put off; never brought forward.</summary>
/// <param name="ClosesAt">The new one, later than the old one.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.put-off-closing"), Step("put-off-closing")]
public sealed record PutOffClosing(
    [property: Id(0)] DateTimeOffset ClosesAt,
    [property: Id(1)] string Reason) : CallCommand;

/// <summary>Nothing can be filed any more: at its moment by the clock; a continuous call is closed by the pole.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.close"), Step("close")]
public sealed record CloseCall : CallCommand;

/// <summary>More machines are pledged; never fewer.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="More">How many more, 1 to 100,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.enlarge-pledge"), Step("enlarge-pledge")]
public sealed record EnlargePledge(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int More) : CallCommand;

/// <summary>Somebody joins the jury.</summary>
/// <param name="Juror">Who, for whom, in which role.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.seat-juror"), Step("seat-juror")]
public sealed record SeatJuror(
    [property: Id(0)] Juror Juror) : CallCommand;

/// <summary>Somebody leaves the jury.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.unseat-juror"), Step("unseat-juror")]
public sealed record UnseatJuror(
    [property: Id(0)] PersonId Person,
    [property: Id(1)] string Reason) : CallCommand;

/// <summary>The jury begins to judge.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.start-review"), Step("start-review")]
public sealed record StartReview : CallCommand;

/// <summary>Every dossier has its answer (document: notification).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.decide"), Step("decide")]
public sealed record DecideCall : CallCommand;

/// <summary>The projects begin.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.run"), Step("run")]
public sealed record RunCall : CallCommand;

/// <summary>The pole says what came of it.</summary>
/// <param name="Report">In words.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.evaluate"), Step("evaluate")]
public sealed record EvaluateCall(
    [property: Id(0)] string Report) : CallCommand;

/// <summary>It is kept and no longer shown.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call.archive"), Step("archive")]
public sealed record ArchiveCall : CallCommand;

/// <summary>Bookkeeping: a dossier of the call says where it stands. An older word than the last one changes nothing.</summary>
/// <param name="Application">The dossier as it stands.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.note-dossier"), Step("note-dossier")]
public sealed record NoteDossier(
    [property: Id(0)] Application Application) : CallCommand;

/// <summary>Bookkeeping: a dossier is about to be accepted and takes its machines out of the pledge. Asking again replaces what it took.</summary>
/// <param name="Dossier">Which dossier.</param>
[GenerateSerializer, Immutable, Alias("ordi2.call.take-from-pledge"), Step("take-from-pledge")]
public sealed record TakeFromPledge(
    [property: Id(0)] DossierId Dossier) : CallCommand
{
    /// <summary>How many of each kind, each kind once.</summary>
    [Id(1)]
    public ImmutableArray<Pledge> Quantities { get; init; } = [];
}
