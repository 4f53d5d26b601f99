using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Handovers;

/// <summary>A fact in the life of a handover between two organisations.</summary>
public abstract record HandoverEvent
{
    private protected HandoverEvent()
    {
    }
}

/// <summary>One side says so. The roles are those in which the two sides act on machines.</summary>
[StoredAs("handover.offered.v1")]
public sealed record HandoverOffered(
    OrganisationId From,
    OrganisationId To,
    OrganisationId DeclaredBy,
    ImmutableArray<MachineId> Machines,
    DateTimeOffset ConfirmedAfter,
    Role FromRole,
    Role ToRole,
    OrganisationId? Pole = null) : HandoverEvent
{
    /// <summary>Version of the rules of the pole of the side that gives; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <param name="Role">As what: who makes a code signs in that role where it is entered.</param>
[StoredAs("handover.code-made.v1")]
public sealed record CodeMade(OrganisationId By, string Digest, DateTimeOffset ExpiresAt, Role? Role = null) : HandoverEvent;

/// <summary>A wrong code was entered.</summary>
[StoredAs("handover.code-missed.v1")]
public sealed record CodeMissed : HandoverEvent;

/// <param name="Role">In which role the other side agreed; none where it was silent.</param>
[StoredAs("handover.confirmed.v1")]
public sealed record HandoverConfirmed(HandoverProof Proof, Role? Role = null) : HandoverEvent;

/// <param name="Role">In which role the other side objected.</param>
[StoredAs("handover.contested.v1")]
public sealed record HandoverObjected([FreeText] string Reason, Role? Role = null) : HandoverEvent;

[StoredAs("handover.withdrawn.v1")]
public sealed record HandoverWithdrawn([FreeText] string Reason) : HandoverEvent;

[StoredAs("handover.told.v1")]
public sealed record MachinesTold(string Errand) : HandoverEvent;
