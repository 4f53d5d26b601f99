using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>The recycler: batches to take and to look at, proofs to give, papers that lack.</summary>
internal sealed class RecyclerHome(PaperDesk papers) : IRoleHome
{
    private const int Shown = 6;

    public Role Role => Role.Recycler;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var batches = (await papers.InAsync<BatchTerms, BatchStatus>(
                page.Caller, "batch", cancellationToken, BatchStatus.HandedOver, BatchStatus.Accepted, BatchStatus.RefusedPart, BatchStatus.Weighed, BatchStatus.Closed))
            .Where(batch => batch.Recycler == page.Caller.Organisation).ToArray();
        var names = await papers.NamesAsync(batches.Select(batch => (OrganisationId?)batch.Holder));
        var toProve = batches.Where(batch => batch.Status is BatchStatus.Accepted or BatchStatus.RefusedPart).ToArray();
        var toLook = batches.Where(batch => batch.Status is BatchStatus.HandedOver).ToArray();
        var toTake = batches.Where(batch => batch.Status is BatchStatus.Weighed or BatchStatus.Closed).ToArray();
        var lacking = batches.Where(batch => batch.Status is BatchStatus.HandedOver && BatchesPage.MissingPapers(batch).Any()).ToArray();

        return new()
        {
            Tasks =
            [
                .. Each(page, toLook, "todo-batch-look", "todo-batch-look-all", names, Tone.Warn),
                .. Each(page, toProve, "todo-batch-prove", "todo-batch-prove-all", names, Tone.Warn),
                .. Each(page, lacking, "todo-batch-papers", "todo-batch-papers-all", names, Tone.Warn),
                .. Each(page, toTake, "todo-batch-take", "todo-batch-take-all", names, Tone.Info),
            ],
            Actions = [("/batches", page.Say("batches"))],
            Figures =
            [
                new(page.Say("figure-batches-look"), page.Number(toLook.Length)),
                new(page.Say("figure-batches-prove"), page.Number(toProve.Length), toProve.Length > 0 ? Tone.Warn : Tone.Good),
                new(page.Say("figure-batches-weight"), page.Say("batch-kilograms", page.Number(toProve.Concat(toLook).Sum(batch => batch.NetGrams ?? 0) / 1000m, 1))),
            ],
            Doors =
            [
                new("/batches", page.Say("batches"), page.Say("door-batches"), "recycle"),
                new("/documents", page.Say("door-papers"), page.Say("door-papers-hint"), "document"),
                page.Board(),
            ],
        };
    }

    private static IEnumerable<HomeTask> Each(HomePage page, BatchTerms[] batches, string words, string all, Names names, Tone tone) => batches.Length > Shown
        ? [new("/batches", page.Count(all, batches.Length), batches.Length, Tone: tone)]
        : batches.Select(batch => new HomeTask($"/batches/{batch.Id}", page.Say(words, Called.Batch(page, batch), names[batch.Holder]), Tone: tone));
}
