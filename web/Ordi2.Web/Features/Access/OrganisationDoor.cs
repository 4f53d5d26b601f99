using System.Collections.Concurrent;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Aggregates;

namespace Ordi2.Web.Features.Access;

/// <summary>Whether the people of an organisation may still come in: nobody does for one that is closed. Believed for 2 seconds.</summary>
internal sealed class OrganisationDoor(AggregateQueries aggregates, TimeProvider time)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private static readonly string Closed = OrganisationStatus.Closed.Code();

    private readonly ConcurrentDictionary<OrganisationId, (bool Open, DateTimeOffset AskedAt)> _answers = new();

    public async ValueTask<bool> IsOpenAsync(OrganisationId organisation, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();

        if (_answers.TryGetValue(organisation, out var known) && now - known.AskedAt < Believed)
        {
            return known.Open;
        }

        // The national body and the tools of the system are registered nowhere: what is not there is not closed.
        var row = await aggregates.GetAsync("organisation", organisation.Text, cancellationToken);
        var open = row?.Status != Closed;
        _answers[organisation] = (open, now);
        return open;
    }
}
