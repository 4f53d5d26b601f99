using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Commands;

/// <summary><c>token create</c>, <c>token list</c>, <c>token revoke</c>.</summary>
internal static class TokenCommands
{
    private const int MostDays = 3650;

    public static Command Make(WhereOptions where) => new("token", "Jetons des machines et des appareils. / Tokens of machines and devices.")
    {
        Create(where),
        List(where),
        Revoke(where),
    };

    private static Command Create(WhereOptions where)
    {
        var organisation = new Option<string>("--organisation") { Description = "Identifiant. / Identifier.", Required = true };
        var role = new Option<string>("--role") { Description = string.Join(", ", Roles()), Required = true };
        var person = new Option<string?>("--person") { Description = "Identifiant opaque. / Opaque identifier." };
        var days = new Option<int>("--days") { Description = "Durée en jours. / Life in days.", DefaultValueFactory = static _ => 365 }.Whole(1, MostDays, 365);
        var training = new Option<bool>("--training") { Description = "Mode formation. / Training mode." };
        role.AcceptOnlyFromAmong([.. Roles()]);

        var command = new Command("create", "Crée un jeton et l'affiche une seule fois. / Makes a token and shows it once.") { organisation, role, person, days, training };
        command.SetAction((parsed, cancellationToken) => LedgerHost.RunAsync(
            where.Read(parsed),
            async (services, stop) =>
            {
                var id = parsed.GetValue(organisation)!;

                if (await services.GetRequiredService<AggregateQueries>().GetAsync("organisation", id, stop) is not { } row)
                {
                    await Console.Error.WriteLineAsync($"L'organisation {id} n'existe pas. / There is no organisation {id}.");
                    return ExitCodes.Usage;
                }

                _ = Codes.TryParse<Role>(parsed.GetValue(role), out var known);

                // A tool of the system speaks for no activity, and only whoever has the machine itself gives it a token.
                if (known is not Role.System && Memberships.WhyNotOf(HouseOf(row), known) is { } why)
                {
                    throw new UsageException(why);
                }

                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                var name = Guid.CreateVersion7().ToString("N");
                var caller = new Caller(
                    new PersonId(parsed.GetValue(person) ?? Guid.CreateVersion7().ToString("N")), new(id), known, ApiToken.DeviceOf(name), parsed.GetValue(training));
                var token = new ApiToken(name, caller, now, now.AddDays(parsed.GetValue(days)), RevokedAt: null);
                var secret = TokenSecret.Make();

                await services.GetRequiredService<ITokenStore>().AddAsync(token, TokenSecret.Hash(secret), stop);
                await LedgerHost.NoteAsync(services, "token-made", caller, $"token/{token.Id}", stop);
                await Console.Out.WriteLineAsync($"id      {token.Id}");
                await Console.Out.WriteLineAsync($"expires {token.ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
                await Console.Out.WriteLineAsync($"token   {secret}");
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }

    private static Command List(WhereOptions where)
    {
        var organisation = new Option<string?>("--organisation") { Description = "D'une seule organisation. / Of one organisation only." };
        var command = new Command("list", "Liste les jetons, jamais leurs secrets. / Lists tokens, never their secrets.") { organisation };
        command.SetAction((parsed, cancellationToken) => LedgerHost.RunAsync(
            where.Read(parsed),
            async (services, stop) =>
            {
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();

                foreach (var token in await services.GetRequiredService<ITokenStore>().ListAsync(new() { Organisation = parsed.GetValue(organisation) }, stop))
                {
                    var state = token.RevokedAt is not null ? "revoked" : token.ExpiresAt <= now ? "expired" : "good";
                    await Console.Out.WriteLineAsync(
                        $"{token.Id}  {state,-7}  {token.ExpiresAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}  {token.Caller.Role.Code(),-11}  {token.Caller.Organisation}  {token.Caller.Person}");
                }

                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }

    private static Command Revoke(WhereOptions where)
    {
        var id = new Argument<string>("id") { Description = "Nom public du jeton (token list). / Public name of the token (token list)." };
        var command = new Command("revoke", "Révoque un jeton. / Revokes a token.") { id };
        command.SetAction((parsed, cancellationToken) => LedgerHost.RunAsync(
            where.Read(parsed),
            async (services, stop) =>
            {
                var store = services.GetRequiredService<ITokenStore>();

                if (await store.GetAsync(parsed.GetValue(id)!, stop) is not { } token)
                {
                    await Console.Error.WriteLineAsync($"Le jeton {parsed.GetValue(id)} n'existe pas. / There is no token {parsed.GetValue(id)}.");
                    return ExitCodes.Usage;
                }

                await store.RevokeAsync(token.Id, services.GetRequiredService<TimeProvider>().GetUtcNow(), stop);
                await LedgerHost.NoteAsync(services, "token-revoked", token.Caller, $"token/{token.Id}", stop);
                return ExitCodes.Ok;
            },
            cancellationToken));
        return command;
    }

    private static House HouseOf(AggregateRow row) => Houses.Of(
        JsonSerializer.Deserialize<OrganisationProfile>(row.Body, WireJson.Options) ?? throw new InvalidOperationException($"The row of {row.Id} is empty."));

    private static IEnumerable<string> Roles() => Enum.GetValues<Role>().Where(role => role is not Role.None).Select(role => role.Code());
}
