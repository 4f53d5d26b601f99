using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Calls;

/// <summary>A fact in the life of a call for projects.</summary>
public abstract record CallEvent
{
    private protected CallEvent()
    {
    }
}

[StoredAs("call.created.v1")]
public sealed record CallCreated(OrganisationId Pole, CallMode Mode, CallPlan Plan) : CallEvent
{
    /// <summary>Version of the pole's rules whose criteria it follows; nothing where it has its own, or none.</summary>
    public int? CriteriaVersion { get; init; }
}

[StoredAs("call.revised.v1")]
public sealed record CallRevised(CallPlan Plan) : CallEvent
{
    /// <summary>Version of the pole's rules whose criteria it follows; nothing where it has its own, or none.</summary>
    public int? CriteriaVersion { get; init; }
}

[StoredAs("call.published.v1")]
public sealed record CallPublished : CallEvent;

[StoredAs("call.opened.v1")]
public sealed record CallOpened : CallEvent;

[StoredAs("call.closing-put-off.v1")]
public sealed record ClosingPutOff(DateTimeOffset ClosesAt, [FreeText] string Reason) : CallEvent;

[StoredAs("call.closed.v1")]
public sealed record CallClosed : CallEvent;

[StoredAs("call.pledge-enlarged.v1")]
public sealed record PledgeEnlarged(DeviceType Type, int More) : CallEvent;

[StoredAs("call.juror-seated.v1")]
public sealed record JurorSeated(Juror Juror) : CallEvent;

[StoredAs("call.juror-unseated.v1")]
public sealed record JurorUnseated(PersonId Person, [FreeText] string Reason) : CallEvent;

[StoredAs("call.review-started.v1")]
public sealed record CallReviewStarted : CallEvent;

[StoredAs("call.decided.v1")]
public sealed record CallDecided : CallEvent;

[StoredAs("call.run.v1")]
public sealed record CallRun : CallEvent;

[StoredAs("call.evaluated.v1")]
public sealed record CallEvaluated(string Report) : CallEvent;

[StoredAs("call.archived.v1")]
public sealed record CallArchived : CallEvent;

/// <summary>A dossier said where it stands.</summary>
[StoredAs("call.dossier-noted.v1")]
public sealed record DossierNoted(Application Application) : CallEvent;

/// <summary>A dossier that is being accepted took so many machines out of the pledge.</summary>
[StoredAs("call.pledge-taken.v1")]
public sealed record PledgeTaken(DossierId Dossier, ImmutableArray<Pledge> Quantities) : CallEvent;
