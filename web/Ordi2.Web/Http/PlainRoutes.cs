using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ordi2.Web.Http;

/// <summary>
/// Routes whose handler is called as it stands. For a handler with parameters of its own the framework compiles an
/// expression at the first request: with a hundred routes that is more than half a second of every start.
/// </summary>
internal static class PlainRoutes
{
    /// <param name="app">Where the route is added.</param>
    /// <param name="method">For example <c>GET</c>.</param>
    /// <param name="pattern">Its address.</param>
    /// <param name="shape">A method with the parameters that the description of the API shows; it is never called.</param>
    /// <param name="handler">What answers.</param>
    public static IEndpointConventionBuilder MapPlain(
        this IEndpointRouteBuilder app, string method, string pattern, Delegate shape, Func<HttpContext, Task<IResult>> handler) =>
        app.MapMethods(pattern, [method], async context =>
        {
            var result = await handler(context);
            await result.ExecuteAsync(context);
        })
        .WithMetadata([shape.Method, .. shape.Method.GetParameters().Select(parameter => new Parameter(parameter))]);

    public static TBuilder Gives<TBuilder>(this TBuilder endpoint, int status, Type type)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, type, ["application/json"]));

    /// <summary>A parameter in the path.</summary>
    public static string Of(this RouteValueDictionary values, string name) => values[name] as string ?? string.Empty;

    private sealed class Parameter(ParameterInfo parameter) : IParameterBindingMetadata
    {
        public string Name => parameter.Name!;

        public bool HasTryParse => false;

        public bool HasBindAsync => false;

        public ParameterInfo ParameterInfo => parameter;

        public bool IsOptional => parameter.HasDefaultValue;
    }
}
