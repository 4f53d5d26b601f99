using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Ordi2.Contracts;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Labels;

/// <summary>Labels that were printed together, before there were machines to stick them on.</summary>
/// <param name="Id">Made of the form that asked for them.</param>
/// <param name="Organisation">For whom.</param>
/// <param name="Person">Who printed them, opaque.</param>
/// <param name="PrintedAt">When.</param>
/// <param name="Sheet">Name of the sheet or the printer.</param>
/// <param name="Start">First place of the first sheet, from 1.</param>
/// <param name="Kind">What they are stuck on.</param>
/// <param name="Copies">Labels of each code.</param>
/// <param name="Codes">How many codes.</param>
/// <param name="Bound">To how many of them a machine leads by now.</param>
public sealed record LabelRun(string Id, string Organisation, string Person, DateTimeOffset PrintedAt, string Sheet, int Start, string Kind, int Copies, int Codes, int Bound = 0)
{
    /// <summary>How many labels that is.</summary>
    public int Labels => Codes * Copies;
}

/// <summary>The labels that were printed here: no code is given out twice, and a run whose paper jammed is printed again.</summary>
public sealed class PrintedLabels
{
    private const string Columns =
        """
        r.id, r.organisation, r.person, r.printed_at, r.sheet, r.first_place, r.kind, r.copies, r.codes,
        (select count(*) from printed_label p join label l on l.code = p.code where p.run = r.id)
        """;

    /// <summary>The kind of a code that stands on the badge of somebody who works at stations.</summary>
    public const string Badge = "Badge";

    private const string Machine = "Machine";

    private readonly LedgerDatabase _database;

    internal PrintedLabels(LedgerDatabase database) => _database = database;

    /// <summary>Keeps a run with codes that no label has, printed or stuck on. Keeping it again changes nothing.</summary>
    /// <param name="run">What was asked for.</param>
    /// <param name="newCode">Makes a code by chance.</param>
    /// <param name="cancellationToken">Whoever asked is gone.</param>
    /// <returns>Its codes, in the order of the sheet.</returns>
    public async Task<ImmutableArray<string>> KeepAsync(LabelRun run, Func<string> newCode, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(newCode);
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        if (await DoAsync(
            """
            insert into label_run (id, organisation, person, printed_at, sheet, first_place, kind, copies, codes)
            values (@Id, @Organisation, @Person, @At, @Sheet, @Start, @Kind, @Copies, @Codes) on conflict do nothing
            """,
            new { run.Id, run.Organisation, run.Person, At = DatabaseTime.Of(_database, run.PrintedAt), run.Sheet, run.Start, run.Kind, run.Copies, run.Codes }).ConfigureAwait(false) == 1)
        {
            for (var place = 0; place < run.Codes;)
            {
                place += await DoAsync(
                    "insert into printed_label (code, run, place) select @Code, @Run, @Place where not exists (select 1 from label where code = @Code) on conflict do nothing",
                    new { Code = newCode(), Run = run.Id, Place = place }).ConfigureAwait(false);
            }

            // Whoever prints has used up most of what it printed before; done here, it costs no scan anything.
            await DoAsync(
                """
                update printed_label set used = 1
                where used = 0 and run in (select id from label_run where organisation = @Organisation) and exists (select 1 from label where label.code = printed_label.code)
                """,
                new { run.Organisation }).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return await CodesAsync(run.Id, cancellationToken).ConfigureAwait(false);

        Task<int> DoAsync(string sql, object row) => connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>What a code was printed for, a badge among them (<see cref="Badge"/>); nothing for one that was not printed here.</summary>
    public async Task<string?> KindOfAsync(string code, CancellationToken cancellationToken = default) =>
        (await _database.AskAsync(
            """
            select r.kind from printed_label p join label_run r on r.id = p.run where p.code = @Code
            union all
            select 'Badge' from badge where code = @Code
            """,
            new { Code = code },
            static row => row.GetString(0),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Why a code that leads to no machine is to lead to none: it stands on somebody's badge, or on a box. All kinds share one space of codes (domain.md 6.1).</summary>
    /// <returns>Nothing for a code that may be stuck on a machine.</returns>
    public async Task<Refusal?> WhyNoMachineAsync(string code, CancellationToken cancellationToken = default) => await KindOfAsync(code, cancellationToken).ConfigureAwait(false) switch
    {
        null or Machine => null,
        Badge => Refusal.Invalid("badge-not-a-machine", code),
        _ => Refusal.Invalid("not-a-machine", code),
    };

    /// <summary>The codes of a run, in the order of the sheet.</summary>
    public Task<ImmutableArray<string>> CodesAsync(string run, CancellationToken cancellationToken = default) =>
        _database.AskAsync("select code from printed_label where run = @Run order by place", new { Run = run }, row => row.GetString(0), cancellationToken);

    /// <summary>A run of an organisation; nothing where it has none of this id.</summary>
    public async Task<LabelRun?> FindAsync(string organisation, string id, CancellationToken cancellationToken = default) =>
        (await _database.AskAsync($"select {Columns} from label_run r where r.id = @Id and r.organisation = @Organisation", new { Id = id, Organisation = organisation }, Read, cancellationToken)
            .ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The runs of an organisation, the latest first.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="limit">Most of them, 1 to 500.</param>
    /// <param name="cancellationToken">Whoever asked is gone.</param>
    public Task<ImmutableArray<LabelRun>> ListAsync(string organisation, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        return _database.AskAsync(
            $"select {Columns} from label_run r where r.organisation = @Organisation order by r.printed_at desc, r.id limit @Limit",
            new { Organisation = organisation, Limit = limit },
            Read,
            cancellationToken);
    }

    /// <summary>Printed codes that lead to no machine yet, of the latest runs first: the rolls and sheets in the drawers.</summary>
    /// <param name="organisation">For whom they were printed.</param>
    /// <param name="pole">Who may print for it as well.</param>
    /// <param name="kind">What they are stuck on.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Whoever asked is gone.</param>
    public Task<ImmutableArray<string>> BlankAsync(string organisation, string? pole, string kind, int limit, CancellationToken cancellationToken = default) => _database.AskAsync(
        """
        select p.code from label_run r join printed_label p on p.run = r.id left join label l on l.code = p.code
        where r.organisation in (@Organisation, @Pole) and r.kind = @Kind and p.used = 0 and l.code is null
        order by r.printed_at desc, r.id, p.place limit @Limit
        """,
        new { Organisation = organisation, Pole = pole ?? organisation, Kind = kind, Limit = limit },
        row => row.GetString(0),
        cancellationToken);

    private static LabelRun Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.Moment(3), row.GetString(4), row.GetInt32(5), row.GetString(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9));
}
