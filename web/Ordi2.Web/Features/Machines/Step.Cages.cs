using System.Collections.Immutable;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>Which cage a machine goes into: one of those that stand open is chosen, or its label is scanned.</summary>
internal sealed partial class StepPage
{
    private string? _cageField;
    private string _meant = string.Empty;

    public ImmutableArray<BatchTerms> Cages { get; private set; } = [];

    /// <summary>The batch that was chosen; the only one goes without saying.</summary>
    public string? Cage { get; private set; }

    public IEnumerable<Choice> CageChoices => Cages.Select(batch => new Choice(
        batch.Id.Text,
        batch.Container.Length > 0 ? Say("batch-cage-choice", batch.Container) : Called.Number(this, batch.Id),
        Called.Batch(this, batch)));

    /// <summary>A label that was scanned says more than a choice. What is no open cage of ours is asked as it is, and the rules say what is wrong with it.</summary>
    private void TakeCage(StepField field)
    {
        Cage = Request.Form["cage"] is [{ Length: > 0 } chosen] ? chosen : null;
        var named = string.IsNullOrWhiteSpace(_typed[field.Name]) ? Cage : _typed[field.Name].Trim();
        Mistakes.Unless(named is not null, field.Name, Say("step-needed", Label(field)));

        var meant = named is null ? [] : OpenCages.Meant(Cages, named);
        Mistakes.Unless(meant.Length < 2, field.Name, Say("batch-cage-several", named ?? string.Empty));
        (_cageField, _meant) = (field.Name, meant is [var one] ? one.Id.Text : named ?? string.Empty);
    }
}
