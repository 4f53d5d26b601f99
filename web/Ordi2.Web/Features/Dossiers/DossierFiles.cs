using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Dossiers;
using Ordi2.Ledger;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>What one member of the jury gave a dossier.</summary>
/// <param name="Person">Who.</param>
/// <param name="Points">0 to 100.</param>
/// <param name="Marks">One for each criterion; none where points were given as a whole.</param>
internal sealed record JurorMarks(PersonId Person, int Points, ImmutableArray<CriterionMark> Marks);

/// <summary>A signature that holds: what was signed before the dossier changed does not.</summary>
/// <param name="At">When.</param>
/// <param name="Document">Number of the paper, where it was signed on paper.</param>
internal sealed record DossierSignature(DateTimeOffset At, string? Document);

/// <summary>What only the history of a dossier knows: who signed, and what each member of the jury gave.</summary>
internal sealed record DossierFile
{
    public DossierSignature? Epn { get; init; }

    public DossierSignature? Partner { get; init; }

    /// <summary>The last marks of each who judged and was not recused.</summary>
    public ImmutableArray<JurorMarks> Marks { get; init; } = [];

    public bool IsSigned => Epn is not null && Partner is not null;

    /// <summary>The mean of the marks for a criterion, out of 20.</summary>
    public decimal? MeanOf(string criterion) =>
        Marks.SelectMany(one => one.Marks).Where(mark => mark.Criterion == criterion).Select(mark => (decimal?)mark.Mark).Average();

    public JurorMarks? Of(PersonId person) => Marks.FirstOrDefault(one => one.Person == person);
}

/// <summary>What a dossier says, as the pages of its EPN, its partner, its pole and its jury show it.</summary>
internal sealed record DossierSheet(RolePage Shown, DossierTerms Dossier, DossierFile File);

/// <summary>Reads the histories of dossiers; whoever asks has looked whether the reader may see them.</summary>
internal sealed class DossierFiles(ILedger ledger)
{
    public async Task<DossierFile> OfAsync(DossierId dossier, CancellationToken cancellationToken) =>
        (await ledger.ReadAsync($"dossier/{dossier}", cancellationToken)).Events.Aggregate(new DossierFile(), Fold);

    private static DossierFile Fold(DossierFile file, StoredEvent stored) => EventCatalog<DossierEvent>.Read(stored.Type, stored.Told.Span) switch
    {
        DossierSigned { Party: DossierParty.Epn } signed => file with { Epn = new(stored.RecordedAt, signed.Document) },
        DossierSigned { Party: DossierParty.Partner } signed => file with { Partner = new(stored.RecordedAt, signed.Document) },
        DossierRevised => file with { Epn = null, Partner = null },
        DossierScored scored when (scored.By ?? new PersonId(stored.Actor)) is var judge => file with
        {
            Marks = [.. file.Marks.Where(one => one.Person != judge), new JurorMarks(judge, scored.Points, scored.Marks)],
        },
        JurorRecused recused => file with { Marks = [.. file.Marks.Where(one => one.Person != recused.Person)] },
        _ => file,
    };
}
