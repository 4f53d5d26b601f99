using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Dossiers;

/// <summary>What is known of a dossier from its history.</summary>
public sealed record Dossier(DossierId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public DossierTerms? Terms { get; init; }

    public bool SignedByEpn { get; init; }

    public bool SignedByPartner { get; init; }

    /// <summary>The machines that hold an allocation, each with its line.</summary>
    public ImmutableSortedDictionary<string, int> Reserved { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private DossierTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Dossier Evolve(DossierEvent @event, Provenance from)
    {
        var next = Change(@event);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Dossier Change(DossierEvent @event) => @event switch
    {
        DossierCreated e => this with { Terms = Begin(e) },
        DossierRevised e => this with
        {
            Terms = Known with { Needs = e.Needs, Sessions = e.Sessions },
            SignedByEpn = false,
            SignedByPartner = false,
        },
        DossierSigned { Party: DossierParty.Epn } => this with { SignedByEpn = true },
        DossierSigned { Party: DossierParty.Partner } => this with { SignedByPartner = true },
        DerogationGranted => this with { Terms = Known with { PartnerIsEpnDerogation = true } },
        DossierSubmitted or DossierFoundComplete => With(DossierStatus.Submitted),
        DossierFoundIncomplete => With(DossierStatus.Incomplete),
        DossierFoundEligible => With(DossierStatus.Eligible),
        DossierFoundIneligible => With(DossierStatus.Ineligible),
        DossierScored => With(DossierStatus.Scored),
        DossierAccepted e => this with { Terms = Known with { Status = DossierStatus.Accepted, Needs = Accepted(e.Quantities) } },
        DossierWaitlisted => With(DossierStatus.Waitlisted),
        DossierRejected => With(DossierStatus.Rejected),
        DossierStarted => With(DossierStatus.InProgress),
        DossierCompleted => With(DossierStatus.Completed),
        DossierAbandoned => With(DossierStatus.Abandoned),
        DossierEvaluated => With(DossierStatus.Evaluated),
        LineReserved e => Count(e.Line, 1) with { Reserved = Reserved.Add(e.Machine.Text, e.Line) },
        LineReleased e => Release(e.Machine),
        _ => throw new UnreachableException($"A dossier does not know {@event.GetType().Name}."),
    };

    private Dossier With(DossierStatus status) => this with { Terms = Known with { Status = status } };

    private DossierTerms Begin(DossierCreated e) => new()
    {
        Id = Id,
        Epn = e.Epn,
        Partner = e.Partner,
        Pole = e.Pole,
        Mode = e.Mode,
        Needs = e.Needs,
        Sessions = e.Sessions,
    };

    private ImmutableArray<NeedLine> Accepted(ImmutableArray<int> quantities) =>
        [.. Known.Needs.Select((line, index) => line with { Accepted = quantities[index] })];

    private Dossier Release(MachineId machine) =>
        Count(Reserved[machine.Text], -1) with { Reserved = Reserved.Remove(machine.Text) };

    private Dossier Count(int line, int more)
    {
        var need = Known.Needs[line];
        return this with { Terms = Known with { Needs = Known.Needs.SetItem(line, need with { Allocated = need.Allocated + more }) } };
    }
}
