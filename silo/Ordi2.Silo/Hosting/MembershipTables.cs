#if ORLEANS
using Npgsql;

namespace Ordi2.Silo.Hosting;

/// <summary>
/// The official runtime keeps its membership in tables that nobody makes but the scripts of its release. Where they are missing the silo
/// says so before it joins; the runtime itself would speak of a relation that does not exist.
/// </summary>
internal sealed class MembershipTables(string connectionString) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(MembershipTables), ServiceLifecycleStage.First, AssertThereAsync);

    private async Task AssertThereAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select to_regclass('orleansquery') is not null and to_regclass('orleansmembershiptable') is not null");

        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new MembershipTablesMissingException();
        }
    }
}
#endif
