using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Aggregates;

/// <summary>What hangs on an organisation: asked before it is closed, and by whoever has to find another place for all of it.</summary>
public sealed class AttachmentQueries
{
    /// <summary>As many machines are asked for at once.</summary>
    private const int Chunk = 500;

    private static readonly string[] EndOfLife = [MachineStatus.Recycled.Code(), MachineStatus.HandedBack.Code()];

    private static readonly string[] LoansThatAreOut =
        [LoanStatus.Active.Code(), LoanStatus.Extended.Code(), LoanStatus.ReturnDue.Code(), LoanStatus.Breached.Code()];

    private static readonly string[] DeliveriesUnderWay =
        [DeliveryStatus.Preparing.Code(), DeliveryStatus.Ready.Code(), DeliveryStatus.Dispatched.Code(), DeliveryStatus.Partial.Code()];

    private static readonly string[] DossiersNotOver =
    [
        DossierStatus.Submitted.Code(), DossierStatus.Incomplete.Code(), DossierStatus.Eligible.Code(), DossierStatus.Scored.Code(),
        DossierStatus.Accepted.Code(), DossierStatus.Waitlisted.Code(), DossierStatus.InProgress.Code(),
    ];

    private static readonly string[] SessionsToCome = [SessionStatus.Planned.Code()];

    private readonly LedgerDatabase _database;

    internal AttachmentQueries(LedgerDatabase database) => _database = database;

    /// <summary>Everything, each machine once.</summary>
    public async Task<Attached> OfAsync(OrganisationId organisation, CancellationToken cancellationToken = default)
    {
        var own = await _database.AskAsync(
            $"select {MachineRecords.Columns} from machine m where (m.holder = @Organisation or m.owner = @Organisation) and not ({_database.In("m.status", "@EndOfLife")}) order by m.id",
            new { Organisation = organisation.Text, EndOfLife },
            MachineRecords.Read,
            cancellationToken).ConfigureAwait(false);
        var loans = (await TermsAsync<LoanTerms>("loan", organisation, LoansThatAreOut, cancellationToken).ConfigureAwait(false))
            .Where(loan => !loan.OpenLines.IsEmpty && (loan.Relay == organisation || loan.Lender == organisation || loan.Borrower == organisation))
            .ToImmutableArray();
        var deliveries = (await TermsAsync<DeliveryTerms>("delivery", organisation, DeliveriesUnderWay, cancellationToken).ConfigureAwait(false))
            .Where(delivery => delivery.From == organisation || delivery.Consignee == organisation)
            .ToImmutableArray();
        var dossiers = (await TermsAsync<DossierTerms>("dossier", organisation, DossiersNotOver, cancellationToken).ConfigureAwait(false))
            .Where(dossier => dossier.Epn == organisation || dossier.Partner == organisation)
            .ToImmutableArray();
        var sessions = (await TermsAsync<SessionTerms>("session", organisation, SessionsToCome, cancellationToken).ConfigureAwait(false))
            .Where(session => session.Epn == organisation || session.Partner == organisation)
            .ToImmutableArray();

        var machines = own.ToDictionary(row => row.Id, row => Machine(row, OwnConcerns(row, organisation)), StringComparer.Ordinal);
        await AddAsync(machines, loans, deliveries, organisation, cancellationToken).ConfigureAwait(false);

        return new Attached
        {
            Organisation = organisation,
            Counts = new(
                own.Count(row => row.Holder == organisation.Text),
                own.Count(row => row.Owner == organisation.Text),
                loans.Sum(loan => loan.OpenLines.Length),
                deliveries.Length,
                dossiers.Length,
                sessions.Length),
            Machines = [.. machines.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)],
            Deliveries = [.. deliveries.Select(delivery => delivery.Id)],
            Dossiers = [.. dossiers.Select(dossier => dossier.Id)],
            Sessions = [.. sessions.Select(session => session.Id.Text)],
            Loans = [.. loans.Select(loan => loan.Id)],
        };
    }

    private async Task AddAsync(
        Dictionary<string, AttachedMachine> machines,
        ImmutableArray<LoanTerms> loans,
        ImmutableArray<DeliveryTerms> deliveries,
        OrganisationId organisation,
        CancellationToken cancellationToken)
    {
        var coming = deliveries.Where(delivery => delivery.Consignee == organisation)
            .SelectMany(delivery => delivery.Machines.Except(delivery.Arrived).Select(machine => (Machine: machine, Delivery: delivery.Id)))
            .ToImmutableArray();
        var missing = loans.SelectMany(loan => loan.OpenLines).Concat(coming.Select(one => one.Machine)).Select(machine => machine.Text)
            .Where(machine => !machines.ContainsKey(machine))
            .Distinct(StringComparer.Ordinal);

        foreach (var chunk in missing.Chunk(Chunk))
        {
            foreach (var row in await _database.AskAsync(
                $"select {MachineRecords.Columns} from machine m where {_database.In("m.id", "@Ids")}", new { Ids = chunk }, MachineRecords.Read, cancellationToken).ConfigureAwait(false))
            {
                machines.Add(row.Id, Machine(row, []));
            }
        }

        foreach (var loan in loans)
        {
            foreach (var line in loan.OpenLines)
            {
                if (machines.TryGetValue(line.Text, out var known))
                {
                    machines[line.Text] = known with
                    {
                        Concerns = [.. known.Concerns, .. Concerns(loan, organisation)],
                        Loan = loan.Id,
                        LoanEnd = loan.To,
                        Borrower = loan.Borrower,
                    };
                }
            }
        }

        foreach (var (machine, delivery) in coming)
        {
            if (machines.TryGetValue(machine.Text, out var known))
            {
                machines[machine.Text] = known with { Concerns = [.. known.Concerns, Concern.OnItsWay], Delivery = delivery };
            }
        }
    }

    private static ImmutableArray<Concern> OwnConcerns(MachineRow row, OrganisationId organisation) => (row.Holder == organisation.Text, row.Owner == organisation.Text) switch
    {
        (true, true) => [Concern.InItsHands, Concern.Owned],
        (true, false) => [Concern.InItsHands],
        _ => [Concern.Owned],
    };

    private static IEnumerable<Concern> Concerns(LoanTerms loan, OrganisationId organisation)
    {
        if (loan.Relay == organisation)
        {
            yield return Concern.Relayed;
        }

        if (loan.Borrower == organisation)
        {
            yield return Concern.Borrowed;
        }

        if (loan.Lender == organisation)
        {
            yield return Concern.Lent;
        }
    }

    private static AttachedMachine Machine(MachineRow row, ImmutableArray<Concern> concerns) => new(
        new(row.Id),
        row.Status,
        concerns,
        row.Holder is { } holder ? new OrganisationId(holder) : null,
        row.Owner is { } owner ? new OrganisationId(owner) : null);

    private async Task<IEnumerable<T>> TermsAsync<T>(string kind, OrganisationId organisation, string[] statuses, CancellationToken cancellationToken)
        where T : class =>
        (await RowsAsync(kind, organisation, statuses, cancellationToken).ConfigureAwait(false))
            .Select(row => JsonSerializer.Deserialize<T>(row.Body, WireJson.Options) ?? throw new InvalidOperationException($"{kind}/{row.Id} is empty."));

    private Task<ImmutableArray<AggregateRow>> RowsAsync(string kind, OrganisationId organisation, string[] statuses, CancellationToken cancellationToken) =>
        _database.AskAsync(
            $"""
            select {AggregateQueries.Columns} from aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id
            where p.kind = @Kind and p.party = @Party and {_database.In("a.status", "@Statuses")} order by p.id
            """,
            new { Kind = kind, Party = organisation.Text, Statuses = statuses },
            AggregateQueries.Read,
            cancellationToken);
}
