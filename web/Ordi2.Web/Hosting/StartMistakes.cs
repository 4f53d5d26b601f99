using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Silo.Hosting;

namespace Ordi2.Web.Hosting;

/// <summary>What an operator can get wrong when the program starts, told from what the libraries throw; anything else is a bug and shows itself.</summary>
internal static class StartMistakes
{
    /// <summary>Does the work; a mistake of the operator comes out as a sentence that says what to do.</summary>
    public static async Task<int> ExplainAsync(ServerSettings settings, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (Reason(exception, settings) is not null)
        {
            throw new UsageException(Reason(exception, settings)!);
        }
    }

    private static Refusal? Reason(Exception exception, ServerSettings settings) => exception switch
    {
        PostgresException { SqlState: var state } refused when state.StartsWith("28", StringComparison.Ordinal)
            || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege =>
            Refusal.Conflict("database-refuses", refused.MessageText),
        NpgsqlException { InnerException: SocketException or TimeoutException } => Refusal.NotFound("database-unreachable", Server(settings)),
        MembershipTablesMissingException => Refusal.NotFound("membership-tables-missing"),
        IOException { InnerException: AddressInUseException } => Refusal.Conflict("address-in-use", settings.Urls),
        FormatException when exception.Message.StartsWith("Invalid url", StringComparison.Ordinal) => Refusal.Invalid("address-impossible", settings.Urls),
        UnauthorizedAccessException => Refusal.Forbidden("folder-unwritable", settings.Data),
        IOException when !Directory.Exists(settings.Data) => Refusal.Forbidden("folder-unwritable", settings.Data),
        _ => null,
    };

    /// <summary>Host and port alone: the rest of a connection string is nobody's to read on a screen.</summary>
    private static string Server(ServerSettings settings)
    {
        var address = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(settings.Database!).ConnectionString);
        return FormattableString.Invariant($"{address.Host}:{address.Port}");
    }
}
