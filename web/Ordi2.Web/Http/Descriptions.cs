namespace Ordi2.Web.Http;

/// <summary>What the description of the API says of an endpoint.</summary>
internal static class Descriptions
{
    /// <summary>The statuses with which it may answer a problem document.</summary>
    public static TBuilder MayAnswer<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemShape), [Problems.ContentType]))]);
}
