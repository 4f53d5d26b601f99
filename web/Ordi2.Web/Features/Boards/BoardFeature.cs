using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Json;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Boards;

internal static class BoardFeature
{
    public static IServiceCollection AddBoards(this IServiceCollection services)
    {
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 4 * 1024)
            .AddJsonProtocol(protocol => protocol.PayloadSerializerOptions = WireJson.Options);

        return services.AddSingleton<BoardReader>()
            .AddSingleton<BoardFigures>()
            .AddSingleton<BoardConcerns>()
            .AddSingleton<BoardSight>()
            .AddSingleton<BoardGuests>()
            .AddHostedService(provider => provider.GetRequiredService<BoardGuests>())
            .AddSingleton<BoardFeed>()
            .AddHostedService(provider => provider.GetRequiredService<BoardFeed>());
    }

    public static IEndpointRouteBuilder MapBoards(this IEndpointRouteBuilder app)
    {
        app.MapHub<BoardHub>("/hubs/board");

        app.MapGet("/api/boards/{**scope}", GetAsync)
            .Produces<BoardSnapshot>()
            .MayAnswer(401, 404)
            .WithName("getBoard")
            .WithTags("Boards")
            .WithSummary("A board: national, pole/{id}, organisation/{id} or donation/{id}. The national one needs no token.");

        return app;
    }

    private static async Task<IResult> GetAsync(string scope, HttpContext context, BoardSight rights, BoardReader boards)
    {
        var caller = CallerClaims.CallerOf(context.User);

        if (!BoardScope.TryParse(scope, out var board))
        {
            return Problems.From(Refusal.NotFound("not-found"));
        }

        if (!await rights.MaySeeAsync(board, caller))
        {
            return caller is null
                ? Problems.Status(StatusCodes.Status401Unauthorized, Refusal.Forbidden("not-signed-in"))
                : Problems.From(Refusal.NotFound("not-found"));
        }

        return ResponseJson.Ok(await boards.ReadAsync(board.Text));
    }
}
